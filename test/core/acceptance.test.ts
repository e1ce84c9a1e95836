import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Accept, createAccept } from '../../src/core/acceptance.ts';
import type { Journal } from '../../src/core/journal.ts';
import { Problem } from '../../src/core/problem.ts';
import { createRefusals, type Refusals } from '../../src/core/refusals.ts';
import { type ManualClock, manualClock } from '../fakes/clock.ts';
import { invocationOf } from '../fakes/invocation.ts';
import { recordedLog } from '../fakes/log.ts';

const call = invocationOf('');
const hold = { id: call.id, attempt: 2 };

let clock: ManualClock;
let refusals: Refusals;
beforeEach(() => {
  clock = manualClock(call.askedAt);
});
afterEach(() => refusals.close());

function acceptWith(accept: Journal['accept'], end: Journal['end']): Accept {
  const journal: Journal = {
    accept,
    end,
    flush: async () => undefined,
    acknowledged: async () => true,
    move: async () => true,
    shownBy: async () => undefined,
    begunBy: async () => undefined,
    recall: async () => undefined,
    takeUp: async () => [],
    renew: async () => [],
  };
  refusals = createRefusals({ journal, clock, log: recordedLog() });
  return createAccept({ journal, refusals, clock });
}

/** Asks, and waits until nobody waits for the answer any more. */
async function tooLate(accept: Accept): Promise<void> {
  const refused = expect(accept({ ...call, askedAt: clock.now() }, {})).rejects.toMatchObject({
    code: 'storage_failed',
  });
  await clock.advance(2000);
  await refused;
}

test('an event that comes a third time waits until the second is settled, too', async () => {
  const writes: PromiseWithResolvers<typeof hold>[] = [];
  const accept = acceptWith(
    () => {
      const write = Promise.withResolvers<typeof hold>();
      writes.push(write);
      return write.promise;
    },
    async () => true,
  );
  await tooLate(accept);
  await tooLate(accept);
  writes[0]?.resolve(hold);
  await clock.advance(0);
  expect(writes).toHaveLength(2);
  await tooLate(accept);
  expect(writes).toHaveLength(2);
  writes[1]?.resolve(hold);
  await clock.advance(0);
  expect(writes).toHaveLength(3);
});

test('what was refused and is known when it comes again is ended as it was written', async () => {
  const late = Promise.withResolvers<typeof hold>();
  const answers = [late.promise, Promise.resolve(undefined)];
  const ended: unknown[] = [];
  let away = true;
  const accept = acceptWith(
    () => answers.shift() ?? expect.fail('it is asked a third time'),
    async (which) => {
      if (away) throw new Problem('storage_failed', {});
      ended.push(which);
      return true;
    },
  );
  await tooLate(accept);
  late.resolve(hold);
  await clock.advance(0);
  expect(await accept({ ...call, askedAt: clock.now() }, {})).toBeUndefined();
  away = false;
  await clock.advance(1000);
  expect(ended).toEqual([hold]);
});
