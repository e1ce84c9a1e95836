import type { Journal } from '../../src/core/journal.ts';
import { Problem } from '../../src/core/problem.ts';
import { openStore } from '../../src/store/store.ts';

/** A step of the journal at which a process can be killed: before or after its nth call, from 1. */
export type Moment = `${'before' | 'after'} ${keyof Journal}${'' | ' 2'}`;

export interface MortalJournal {
  readonly journal: Journal;
  /** Resolves when a call has ended for good. */
  readonly ended: Promise<void>;
  /** Resolves when the process is dead. */
  readonly dead: Promise<void>;
  /** From now on nothing is written, and what is held is anybody's, as after a kill. */
  kill(): void;
  close(): Promise<void>;
}

/** A process's journal in a real database file. At the given moment the process is killed; `killed` ends the rest of it. */
export async function openMortalJournal(
  file: string,
  owner: string,
  { at, killed }: { readonly at?: Moment | undefined; readonly killed: () => void },
): Promise<MortalJournal> {
  const store = await openStore({ url: `file:${file}`, owner, lease: 60_000 });
  const ended = Promise.withResolvers<void>();
  const dead = Promise.withResolvers<void>();
  const counts = new Map<string, number>();
  let alive = true;
  let closing: Promise<void> | undefined;

  function kill(): void {
    alive = false;
    killed();
    closing ??= store.close().then(dead.resolve);
  }

  async function step<Result>(name: keyof Journal, act: () => Promise<Result>): Promise<Result> {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    const nth = count === 1 ? '' : ` ${count}`;
    if (at === `before ${name}${nth}`) kill();
    if (!alive) throw new Problem('storage_failed', {}, { hint: 'killed' });
    const result = await act();
    if (name === 'end') ended.resolve();
    if (at === `after ${name}${nth}`) kill();
    return result;
  }

  const { journal } = store;
  return {
    journal: {
      accept: (...call) => step('accept', () => journal.accept(...call)),
      flush: () => step('flush', () => journal.flush()),
      acknowledged: (...call) => step('acknowledged', () => journal.acknowledged(...call)),
      move: (...call) => step('move', () => journal.move(...call)),
      end: (...call) => step('end', () => journal.end(...call)),
      shownBy: (...message) => step('shownBy', () => journal.shownBy(...message)),
      begunBy: (...gesture) => step('begunBy', () => journal.begunBy(...gesture)),
      recall: (...id) => step('recall', () => journal.recall(...id)),
      takeUp: (...call) => step('takeUp', () => journal.takeUp(...call)),
      renew: () => step('renew', () => journal.renew()),
    },
    ended: ended.promise,
    dead: dead.promise,
    kill,
    async close() {
      alive = false;
      closing ??= store.close();
      await closing;
    },
  };
}
