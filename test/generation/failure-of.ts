import { readAnswer } from '../../src/generation/failures.ts';
import { rules } from '../../src/generation/rule.ts';

export type RuleName = keyof typeof rules;

/** Reads a body, written as JSON unless it is text. */
export function read(status: number, body: unknown, elapsed = 1000) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return readAnswer({ status, body: Buffer.from(text), retryAfter: undefined, elapsed });
}

/** The parts of a failure that differ; fails the test when it is none. */
export function failureOf(status: number, body: unknown) {
  const outcome = read(status, body);
  if (outcome.kind !== 'failed') throw new Error('not a failure');
  const { problem, rule } = outcome;
  const name = Object.entries(rules).find(([, value]) => value === rule)?.[0];
  return { code: problem.code, blame: problem.blame, rule: name, hint: problem.hint, requestId: problem.requestId };
}
