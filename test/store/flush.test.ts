import { expect, it } from 'vitest';
import { createFlush } from '../../src/store/flush.ts';

/** A disk in the test's hands: each wait ends when it is told to. */
function slowDisk() {
  const waits: PromiseWithResolvers<void>[] = [];
  const sync = () => {
    const wait = Promise.withResolvers<void>();
    waits.push(wait);
    return wait.promise;
  };
  return { waits, ...createFlush(sync) };
}

/** What has ended by now. */
async function now(works: Readonly<Record<string, Promise<void>>>): Promise<string[]> {
  const ended: string[] = [];
  for (const [name, work] of Object.entries(works)) work.then(() => ended.push(name)).catch(() => undefined);
  await new Promise((resolve) => setImmediate(resolve));
  return ended;
}

it('waits once for all who wrote while the disk was busy, and never for a wait that began too early', async () => {
  const { waits, wrote, flush } = slowDisk();
  wrote();
  const first = flush();
  wrote();
  const second = flush();
  wrote();
  const third = flush();
  expect(waits).toHaveLength(1);
  waits[0]?.resolve();
  expect(await now({ first, second, third })).toEqual(['first']);
  expect(waits).toHaveLength(2);
  waits[1]?.resolve();
  expect(await now({ second, third })).toEqual(['second', 'third']);
  await flush();
  expect(waits).toHaveLength(2);
});

it('vouches for nothing that was written before a failure until the disk took it', async () => {
  const { waits, wrote, flush } = slowDisk();
  wrote();
  const failing = flush();
  waits[0]?.reject(new Error('input/output error'));
  await expect(failing).rejects.toThrow('input/output error');
  const again = flush();
  expect(await now({ again })).toEqual([]);
  waits[1]?.resolve();
  expect(await now({ again })).toEqual(['again']);
});
