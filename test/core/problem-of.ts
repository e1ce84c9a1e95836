import { Problem } from '../../src/core/problem.ts';

/** The code and facts of the Problem that `work` throws; fails the test when it throws nothing or something else. */
export function problemOf(work: () => unknown): { code: string } & Record<string, unknown> {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof Problem) return { code: thrown.code, ...thrown.facts };
    throw thrown;
  }
  throw new Error('expected a Problem');
}
