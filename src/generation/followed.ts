import type { PictureKey } from '../core/lane.ts';

export interface Followed {
  readonly key: PictureKey;
}

/** What is followed, by picture: with thousands in line, looking through all of them at each event would be too much. */
export interface FollowedSet<Entry extends Followed> {
  add(entry: Entry): void;
  remove(entry: Entry): void;
  has(entry: Entry): boolean;
  all(): readonly Entry[];
  /** Those of one picture; seldom more than one. */
  of(key: PictureKey): readonly Entry[];
  /** Says whether it waits in line, as everything does at first. */
  note(entry: Entry, waits: boolean): void;
  /** Whether any waits beside these. */
  othersWait(these: readonly Entry[]): boolean;
}

const nameOf = ({ invocation, n }: PictureKey) => `${n} ${invocation}`;

export function createFollowed<Entry extends Followed>(): FollowedSet<Entry> {
  const entries = new Set<Entry>();
  const waiting = new Set<Entry>();
  const named = new Map<string, readonly Entry[]>();
  const of = (key: PictureKey) => named.get(nameOf(key)) ?? [];
  return {
    add(entry) {
      entries.add(entry);
      waiting.add(entry);
      named.set(nameOf(entry.key), [...of(entry.key), entry]);
    },
    remove(entry) {
      const others = of(entry.key).filter((each) => each !== entry);
      entries.delete(entry);
      waiting.delete(entry);
      if (others.length > 0) named.set(nameOf(entry.key), others);
      else named.delete(nameOf(entry.key));
    },
    has: (entry) => entries.has(entry),
    all: () => [...entries],
    of,
    note(entry, waits) {
      if (!waits) waiting.delete(entry);
      else if (entries.has(entry)) waiting.add(entry);
    },
    othersWait: (these) => waiting.size > these.filter((entry) => waiting.has(entry)).length,
  };
}
