/** Reactions that were taken back lately, when, in Slack's seconds: what they would have begun is not wanted any more. */
export interface TakenBack {
  note(gesture: string, at: number): void;
  /** Whether a reaction that was made at a time was taken back after it. */
  has(gesture: string, at: number): boolean;
}

/** Some hundred bytes each. A reaction is looked up within seconds, and Slack tells it again for some minutes. */
const most = 1000;

/** Whichever was taken back longest ago is forgotten first. */
export function createTakenBack(): TakenBack {
  const known = new Map<string, number>();
  return {
    note(gesture, at) {
      const last = known.get(gesture) ?? 0;
      known.delete(gesture);
      known.set(gesture, Math.max(last, at));
      const [oldest] = known.keys();
      if (known.size > most && oldest !== undefined) known.delete(oldest);
    },
    has: (gesture, at) => (known.get(gesture) ?? 0) > at,
  };
}
