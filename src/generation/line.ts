import { compareTurns, type Turn } from './turns.ts';

/** Someone in line. */
export interface Entry {
  readonly turn: Turn;
  /** Hears of each change of `ahead`. */
  readonly moved: (ahead: number) => void;
  /** How many have to end before this one begins. */
  ahead: number;
  /** Set while it waits to begin; a place that was only taken is passed over. */
  begin: (() => void) | undefined;
}

/** Who waits, in the order of their turns. */
export interface Line {
  insert(entry: Entry): void;
  remove(entry: Entry): void;
  /** The next who wants to begin. */
  first(): Entry | undefined;
  /** Counts again how many are ahead of each, with so many free slots, and tells those for whom it changed. */
  count(free: number): void;
}

/** An empty line. */
export function createLine(): Line {
  const entries: Entry[] = [];
  return {
    insert(entry) {
      const index = entries.findIndex(({ turn }) => compareTurns(entry.turn, turn) < 0);
      entries.splice(index < 0 ? entries.length : index, 0, entry);
    },
    remove(entry) {
      const index = entries.indexOf(entry);
      if (index >= 0) entries.splice(index, 1);
    },
    first: () => entries.find(({ begin }) => begin),
    count(free) {
      for (const [index, entry] of entries.entries()) {
        // A lowered limit leaves less than no slot free; those who are running then count as one more ahead each.
        const ahead = Math.max(0, index + 1 - free);
        if (ahead === entry.ahead) continue;
        entry.ahead = ahead;
        entry.moved(ahead);
      }
    },
  };
}
