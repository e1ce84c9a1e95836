import { writeSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Hold } from '../../src/core/journal.ts';
import { openStore } from '../../src/store/store.ts';
import { generationOf, requestForTests } from '../fakes/generation.ts';
import { invocationOf } from '../fakes/invocation.ts';
import { freely, orderOf } from './orders.ts';

// A bot that lives until it is killed: it accepts, orders, paints and ends calls, four at a time, and says each step
// after it is durable. Its standard output is written at once, so nothing that was said is lost with it.

const [url = '', life = '', calls = '0'] = process.argv.slice(2);
const { journal, lane } = await openStore({ url });
const say = (...words: readonly unknown[]) => writeSync(1, `${words.join(' ')}\n`);

async function run(hold: Hold): Promise<void> {
  const key = { invocation: hold.id, n: 0 };
  await lane.add(orderOf(hold.id, { person: `person${hold.id.length % 3}` }), freely);
  for (;;) {
    const standing = await lane.find(key);
    if (standing?.state !== 'waiting' && standing?.state !== 'running') break;
    const turn = await lane.claim({ concurrency: 3, rate: undefined });
    if (turn.kind === 'claimed') {
      const { invocation, attempt, request } = turn.claim;
      say('paid', invocation, attempt, request.seed);
      await lane.settle(turn.claim, { kind: 'done', generation: generationOf(requestForTests) });
      say('done', invocation);
    } else await setTimeout(Math.min(turn.milliseconds ?? 2, 2));
  }
  await journal.end(hold, 'answered');
  say('ended', hold.id);
}

async function work(lane: number): Promise<void> {
  for (let call = 0; call < Number(calls); call++) {
    const id = `${life}-${lane}-${call}`;
    const hold = await journal.accept(invocationOf('a fox', { id }), { message: id });
    if (!hold) continue;
    say('accepted', id);
    await run(hold);
  }
}

const orphans = await journal.takeUp(1000);
for (const { hold } of orphans) say('taken', hold.id, hold.attempt);
await Promise.all([...orphans.map(({ hold }) => run(hold)), ...[0, 1, 2, 3].map(work)]);
say('finished');
process.exit(0);
