import type { Clock } from './clock.ts';

/** What `within` resolves to when the work takes longer. */
export const late: unique symbol = Symbol('late');

/** Waits for the work, but no longer than so many milliseconds. The work goes on; nobody hears of its failure then. */
export async function within<Result>(
  milliseconds: number,
  work: Promise<Result>,
  clock: Clock,
): Promise<Result | typeof late> {
  const over = new AbortController();
  const patience = clock.sleep(milliseconds, over.signal).then(
    (): typeof late => late,
    (): typeof late => late,
  );
  try {
    return await Promise.race([work, patience]);
  } finally {
    over.abort();
  }
}
