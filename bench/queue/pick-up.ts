import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import type { Lane } from '../../src/core/lane.ts';
import { generationOf, requestForTests } from '../../test/fakes/generation.ts';
import { claimed, freely, oneAtATime, orderOf } from '../../test/store/orders.ts';
import { time } from '../report.ts';
import { spreadOf } from '../statistics.ts';
import type { Filled, Kind } from './databases.ts';
import type { QueueRow } from './row.ts';
import { startPainter } from './worker.ts';

const history = 10_000;
const runs = 300;
const runsOfTwo = 150;
/** First ones compile and connect. */
const warmUps = 20;
/** Milliseconds at the 99th percentile. */
const goals = { one: 20, two: 100 };

/** From the moment that one picture is being settled to the beginning of the next, on the only slot. */
export async function measurePickUp(kinds: readonly Kind[]): Promise<QueueRow[]> {
  const [one, two]: [Taken[], Taken[]] = [[], []];
  for (const kind of kinds) {
    const filled = await kind.open(history);
    one.push({ name: kind.name, taken: await inOneProcess(filled) });
    // Processes on one SQLite file hear of each other by looking, twice a second.
    if (kind.name === 'PostgreSQL') two.push({ name: kind.name, taken: await overTwoProcesses(filled) });
    await filled.store.close();
  }
  return [row('in one process', one, goals.one), row('by another process', two, goals.two)];
}

interface Taken {
  readonly name: string;
  readonly taken: readonly number[];
}

function row(where: string, all: readonly Taken[], goal: number): QueueRow {
  const spreads = all.map(({ name, taken }) => ({ name, ...spreadOf(taken.slice(warmUps)) }));
  return {
    measure: `a free slot is taken ${where}: p50, p99`,
    values: Object.fromEntries(spreads.map(({ name, p50, p99 }) => [name, `${time(p50)}, ${time(p99)}`])),
    goal: `≤ ${goal} ms`,
    met: spreads.every(({ p99 }) => p99 <= goal),
  };
}

async function inOneProcess({ store: { lane } }: Filled): Promise<number[]> {
  const { promise: over, resolve: end } = Promise.withResolvers<void>();
  const taken: number[] = [];
  let settling = Number.NaN;
  for (let n = 0; n < runs; n++) await lane.add(orderOf('one', { n }), freely);
  const watched: Lane = {
    ...lane,
    settle(claim, outcome) {
      settling = performance.now();
      return lane.settle(claim, outcome);
    },
  };
  const painter = startPainter(watched, undefined, () => {
    taken.push(performance.now() - settling);
    if (taken.length === runs) end();
  });
  await over;
  await painter.close(1000);
  // There was nothing before the first.
  return taken.slice(1);
}

async function overTwoProcesses({ url, store: { lane } }: Filled): Promise<number[]> {
  const other = fork(join(import.meta.dirname, 'other-process.ts'), [url, 'theirs']);
  await heard(other);
  const taken: number[] = [];
  for (let n = 0; n < runsOfTwo; n++) {
    await lane.add(orderOf('ours', { n, person: 'ours' }), freely);
    const claim = await claimed(lane, { ...oneAtATime, person: 'ours' });
    await lane.add(orderOf('theirs', { n, person: 'theirs' }), freely);
    const begun = heard(other);
    const settling = process.hrtime.bigint();
    await lane.settle(claim, { kind: 'done', generation: generationOf(requestForTests) });
    taken.push(Number(BigInt(await begun) - settling) / 1e6);
    await settled(lane, n);
  }
  const exited = once(other, 'exit');
  other.disconnect();
  await exited;
  return taken;
}

/** The other process's next word. */
async function heard(other: ChildProcess): Promise<string> {
  const [word] = await once(other, 'message');
  return z.string().parse(word);
}

async function settled(lane: Lane, n: number): Promise<void> {
  const key = { invocation: 'theirs', n };
  const { promise, resolve } = Promise.withResolvers<void>();
  const look = async () => {
    const standing = await lane.find(key);
    if (standing?.state === 'done') resolve();
  };
  const leave = lane.subscribe(() => void look());
  await look();
  await promise;
  leave();
}
