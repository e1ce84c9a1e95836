/** Slack's ids of pictures that were uploaded, by image key. It only saves uploads: whatever is not there is sent again. */
export interface FileIds {
  get(key: string): string | undefined;
  keep(key: string, id: string): void;
  /** Slack does not show it any more. */
  forget(key: string): void;
}

/** Some hundred bytes each; a person's home shows six. */
const most = 1000;

/** Whichever was used longest ago is forgotten first. */
export function createFileIds(): FileIds {
  const known = new Map<string, string>();
  function keep(key: string, id: string): void {
    known.delete(key);
    known.set(key, id);
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
  }
  return {
    get(key) {
      const id = known.get(key);
      if (id !== undefined) keep(key, id);
      return id;
    },
    keep,
    forget: (key) => void known.delete(key),
  };
}
