import { Problem } from '../../src/core/problem.ts';

/** The code and facts of the Problem that some work fails with; fails the test when it does not, or with something else. */
export async function rejected(work: Promise<unknown>): Promise<Pick<Problem, 'code' | 'facts'>> {
  try {
    await work;
  } catch (thrown) {
    if (thrown instanceof Problem) return { code: thrown.code, facts: thrown.facts };
    throw thrown;
  }
  throw new Error('expected a Problem');
}
