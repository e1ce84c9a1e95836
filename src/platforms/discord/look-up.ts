import type { Clock } from '../../core/clock.ts';
import { late, within } from '../../core/within.ts';

/** Milliseconds that a call waits for an answer: its first word has to come in time. */
export const patience = 1000;

/** How many answers are kept at most. */
const mostKept = 1000;

/** What is known of something by its id; undefined when that could not be found out in time. Never rejects. */
export type LookUp<Found> = (id: string) => Promise<Found | undefined>;

interface Asked<Found> {
  readonly answer: Promise<Found | undefined>;
  /** Milliseconds since 1970; undefined while it is being asked for. */
  until?: number;
}

/**
 * Asks for something once for all who want to know it at the same time, and for `keep` milliseconds after it was answered.
 * What could not be found out is not kept.
 */
export function createLookUp<Found>(
  ask: (id: string, signal: AbortSignal) => Promise<Found>,
  clock: Clock,
  keep = 0,
): LookUp<Found> {
  const known = new Map<string, Asked<Found>>();

  async function inTime(id: string): Promise<Found | undefined> {
    const over = new AbortController();
    const asking = ask(id, over.signal).catch(() => undefined);
    const answer = await within(patience, asking, clock).finally(() => over.abort());
    return answer === late ? undefined : answer;
  }

  async function settle(id: string, asked: Asked<Found>): Promise<void> {
    const isWorth = (await asked.answer) !== undefined && keep > 0;
    if (isWorth) asked.until = clock.now() + keep;
    else if (known.get(id) === asked) known.delete(id);
  }

  return (id) => {
    const before = known.get(id);
    if (before && (before.until === undefined || clock.now() < before.until)) return before.answer;
    const asked = { answer: inTime(id) };
    known.delete(id);
    known.set(id, asked);
    void settle(id, asked);
    const [oldest] = known.keys();
    if (known.size > mostKept && oldest !== undefined) known.delete(oldest);
    return asked.answer;
  };
}
