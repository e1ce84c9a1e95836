import { expect, test } from 'vitest';
import { compareTurns, createTurns, type Turn } from '../../src/generation/turns.ts';

/** Serves everyone who is waiting, by turns. */
function order(turns: ReturnType<typeof createTurns>, waiting: Turn[]): string {
  return waiting
    .toSorted(compareTurns)
    .map((turn) => {
      turns.serve(turn);
      return turn.person;
    })
    .join('');
}

test('people take turns, whoever came first with however many', () => {
  const turns = createTurns();
  expect(order(turns, [...'aaabbc'].map(turns.take))).toBe('abcaba');
});

test('a newcomer waits for at most one picture of each other person', () => {
  const turns = createTurns();
  const [first, ...others] = [...'aaabb'].map(turns.take);
  if (first) turns.serve(first);
  expect(order(turns, [...others, turns.take('c')])).toBe('bcaba');
});

test('whoever orders again right after being served goes to the end of the line', () => {
  const turns = createTurns();
  const [first, second] = [...'ab'].map(turns.take);
  if (first) turns.serve(first);
  if (second) expect(order(turns, [second, turns.take('a'), turns.take('c')])).toBe('bca');
});

test('a turn given back counts as never taken', () => {
  const turns = createTurns();
  const [first, ...cancelled] = [...'aaaa'].map(turns.take);
  for (const turn of cancelled) turns.drop(turn);
  const waiting = [...'bba'].map(turns.take);
  expect(order(turns, first ? [first, ...waiting] : [])).toBe('abab');
});

test('a served turn counts while others wait, whether or not it has ended', () => {
  const turns = createTurns();
  const [first, waiting] = [...'ab'].map(turns.take);
  if (first) turns.serve(first);
  if (first) turns.drop(first);
  if (waiting) expect(order(turns, [waiting, turns.take('a'), turns.take('c')])).toBe('bca');
});

test('a picture that is being painted counts, even when nobody waits', () => {
  const turns = createTurns();
  turns.serve(turns.take('a'));
  expect(order(turns, [...'ab'].map(turns.take))).toBe('ba');
});

test('once the line is empty, what was served before does not count', () => {
  const turns = createTurns();
  const yesterday = turns.take('a');
  turns.serve(yesterday);
  turns.drop(yesterday);
  turns.serve(turns.take('x'));
  expect(order(turns, [...'abc'].map(turns.take))).toBe('abc');
});

test('long ago does not count', () => {
  const turns = createTurns();
  for (const turn of [...'aaaa'].map(turns.take)) turns.serve(turn);
  turns.serve(turns.take('b'));
  turns.serve(turns.take('b'));
  expect(order(turns, [turns.take('a'), turns.take('c')])).toBe('ac');
});
