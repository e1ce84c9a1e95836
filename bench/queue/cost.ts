import { generationOf, requestForTests } from '../../test/fakes/generation.ts';
import { invocationOf } from '../../test/fakes/invocation.ts';
import { allAtOnce, claimed, freely, orderOf } from '../../test/store/orders.ts';
import { digits, time } from '../report.ts';
import { type Spread, spreadOf } from '../statistics.ts';
import type { Filled, Kind } from './databases.ts';
import type { QueueRow } from './row.ts';

const histories = [100, 1000, 10_000, 100_000];
/** 10,000 altogether. A call on PostgreSQL takes three times as long, and fewer are enough for its median. */
const calls = { SQLite: 2000, PostgreSQL: 500 };
/** Calls of one database before it is the next one's turn. */
const round = 20;
/** First calls compile and fill caches. */
const warmUps = 40;
const people = 50;
/** How much dearer a call may be with the longest history than with the shortest. */
const mostTimesDearer = 1.3;

/** What one call costs the store, with an image service that takes no time, however much has happened before. */
export async function measureCost(kinds: readonly Kind[]): Promise<QueueRow[]> {
  const series = await Promise.all(kinds.map(openSeries));
  // Rounds take turns over all databases, so that whatever else the machine does meets all of them.
  const rounds = Math.max(...series.map(({ rounds }) => rounds));
  for (let turn = 0; turn < rounds; turn++) {
    for (const { timings, rounds: own } of series) {
      // Spread evenly, because they have different numbers of rounds.
      if (Math.floor(((turn + 1) * own) / rounds) === Math.floor((turn * own) / rounds)) continue;
      for (const [filled, taken] of timings) await oneRound(filled, taken);
    }
  }
  const spreads = series.map(({ kind, timings }) => ({
    kind,
    spreads: [...timings.values()].map((taken) => spreadOf(taken.slice(warmUps))),
  }));
  for (const { timings } of series) for (const { store } of timings.keys()) await store.close();
  return [...histories.map((rows, index) => costRow(rows, index, spreads)), ratioRow(spreads)];
}

interface Spreads {
  readonly kind: Kind;
  readonly spreads: readonly Spread[];
}

async function openSeries(kind: Kind) {
  const timings = new Map<Filled, number[]>();
  for (const rows of histories) timings.set(await kind.open(rows), []);
  return { kind, timings, rounds: (calls[kind.name] + warmUps) / round };
}

async function oneRound({ store }: Filled, taken: number[]): Promise<void> {
  for (let call = 0; call < round; call++) {
    const startedAt = performance.now();
    await oneCall(store, taken.length);
    taken.push(performance.now() - startedAt);
  }
}

async function oneCall({ journal, lane }: Filled['store'], number: number): Promise<void> {
  const id = `call${number}`;
  const hold = await journal.accept(invocationOf('a fox at dawn', { id }), { message: id });
  await lane.add(orderOf(id, { person: `asker${number % people}` }), freely);
  await lane.settle(await claimed(lane, allAtOnce), { kind: 'done', generation: generationOf(requestForTests) });
  if (hold) await journal.end(hold, 'answered');
}

function costRow(rows: number, index: number, all: readonly Spreads[]): QueueRow {
  const values = all.map(({ kind, spreads }) => {
    const { p50, p99 } = spreads[index] ?? spreadOf([]);
    return [kind.name, `${time(p50)}, ${time(p99)}`];
  });
  return { measure: `a call after ${rows} others: p50, p99`, values: Object.fromEntries(values) };
}

function ratioRow(all: readonly Spreads[]): QueueRow {
  const ratios = all.map(({ kind, spreads }) => ({
    name: kind.name,
    ratio: (spreads.at(-1)?.p50 ?? Number.NaN) / (spreads[0]?.p50 ?? Number.NaN),
  }));
  return {
    measure: `the last of these beside the first: p50`,
    values: Object.fromEntries(ratios.map(({ name, ratio }) => [name, `${digits(ratio)} ×`])),
    goal: `≤ ${mostTimesDearer} ×`,
    met: ratios.every(({ ratio }) => ratio <= mostTimesDearer),
  };
}
