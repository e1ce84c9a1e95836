import { expect, it } from 'vitest';
import { createTurns } from '../../../src/platforms/slack/turns.ts';

const spot = { channel: 'C1', ts: '1.2' };
const never = new AbortController().signal;

it('changes of one message happen one after the other, those of others at once, and one that fails holds up nobody', async () => {
  const turns = createTurns();
  const seen: string[] = [];
  const first = Promise.withResolvers<void>();
  const fails = turns.take(spot, () => first.promise, never);
  const second = turns.take(spot, async () => void seen.push('second'), never);
  await turns.take({ ...spot, ts: '1.3' }, async () => void seen.push('other'), never);
  expect(seen).toEqual(['other']);
  first.reject(new Error('away'));
  await expect(fails).rejects.toThrow('away');
  await second;
  expect(seen).toEqual(['other', 'second']);
});

it('whoever gives up waiting is not let in', async () => {
  const turns = createTurns();
  const first = Promise.withResolvers<void>();
  const holds = turns.take(spot, () => first.promise, never);
  const gone = new AbortController();
  const came: string[] = [];
  const waits = turns.take(spot, async () => void came.push('second'), gone.signal);
  gone.abort(new Error('closing'));
  await expect(waits).rejects.toThrow('closing');
  first.resolve();
  await holds;
  expect(came).toEqual([]);
});
