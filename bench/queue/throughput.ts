import { systemClock } from '../../src/core/clock.ts';
import { createGate } from '../../src/core/gate.ts';
import { createGenerate } from '../../src/generation/generate.ts';
import { requestForTests } from '../../test/fakes/generation.ts';
import { memoryImages } from '../../test/fakes/images.ts';
import { recordedLog } from '../../test/fakes/log.ts';
import { freely } from '../../test/store/orders.ts';
import { digits } from '../report.ts';
import type { Upstream } from '../upstream.ts';
import type { Filled, Kind } from './databases.ts';
import type { QueueRow } from './row.ts';

const calls = { SQLite: 600, PostgreSQL: 300 };
/** People who ask at the same time, each for the next picture as soon as one is there, and pictures painted at once. */
const atOnce = 20;
const history = 10_000;
/** Bytes: instant. */
const picture = 1000;

/** Calls a second through the whole generation core, with an image service on loopback that takes no time. */
export async function measureThroughput(kinds: readonly Kind[], upstream: Upstream): Promise<QueueRow> {
  upstream.serve({ bytes: picture, delay: 0 });
  const values: [string, string][] = [];
  for (const kind of kinds) {
    const filled = await kind.open(history);
    values.push([kind.name, digits(await throughput(filled, calls[kind.name], upstream.url))]);
    await filled.store.close();
  }
  return {
    measure: `calls a second, ${atOnce} at once, through the generation core`,
    values: Object.fromEntries(values),
  };
}

async function throughput({ store }: Filled, count: number, url: string): Promise<number> {
  const { generate, close } = createGenerate({
    ...{ url, key: 'bench', concurrency: atOnce, timeoutMs: 30_000, pictures: 'base64' },
    ...{ lane: store.lane, rules: freely, price: 0, heartbeat: 5000, images: memoryImages() },
    ...{ log: recordedLog(), clock: systemClock, random: Math.random },
  });
  const gate = createGate(atOnce);
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: count }, async (_, number) => {
      const place = await gate.enter(1);
      const asker = {
        person: `asker${number % atOnce}`,
        channel: 'bench',
        community: undefined,
        roles: [],
        askedAt: Date.now(),
      };
      const order = { invocation: `call${number}`, n: 0, ...asker, request: requestForTests, askedAt: Date.now() };
      for await (const _progress of generate({ ...order, signal: new AbortController().signal }));
      place.leave();
    }),
  );
  const taken = performance.now() - startedAt;
  await close(0);
  return (count / taken) * 1000;
}
