import { setTimeout as sleep } from 'node:timers/promises';
import type { Contender } from './contender.ts';
import { inTurns, spreads } from './pair.ts';
import { each, megabytes, type Row, time } from './report.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';

const people = 50;
/** Of each contender on each platform. The first one compiles and connects; it counts for memory only. */
const bursts = 4;
/** Milliseconds between bursts. */
const rest = 200;
/** What other bots were measured with: 1.2 MB after 2 s. */
const canned = { bytes: 1_200_000, delay: 2000 };
/** Milliseconds, and megabytes. */
const goals = { acknowledged: { p50: 15, max: 50 }, shown: { p50: 2400, max: 3000 }, peak: 200 };

/** So many people in the same instant, no limit on pictures painted at once. */
export async function measureBurst({ pair, stages, upstream }: Scene): Promise<Row[]> {
  const rows: Row[] = [];
  upstream.serve(canned);
  for (const stage of stages) {
    const samples = await inTurns(bursts, (name) => burst(stage, pair[name]));
    const timings = {
      bare: samples.bare.slice(1).flatMap((sample) => sample.timings),
      Easel: samples.Easel.slice(1).flatMap((sample) => sample.timings),
    };
    for (const measure of ['acknowledged', 'shown'] as const) {
      const taken = spreads(timings, (timing) => timing[measure]);
      const { p50, max } = goals[measure];
      rows.push({
        measure: `${stage.name}, ${people} at once, ${measure}: p50, max`,
        values: each(taken, (spread) => `${time(spread.p50)}, ${time(spread.max)}`),
        goal: `≤ ${time(p50)}, ${time(max)}`,
        met: taken.Easel.p50 <= p50 && taken.Easel.max <= max,
      });
    }
    const peak = spreads(samples, (sample) => sample.peak);
    rows.push({
      measure: `${stage.name}, ${people} at once, memory: peak`,
      values: each(peak, ({ max }) => megabytes(max)),
      goal: `≤ ${megabytes(goals.peak)}`,
      met: peak.Easel.max <= goals.peak,
    });
  }
  return rows;
}

async function burst(stage: Stage, contender: Contender) {
  await sleep(rest);
  await contender.forgetPeak();
  const calls = Array.from({ length: people }, (_, person) => stage.imagine(contender.name, person));
  const timings = await Promise.all(calls);
  return { timings, peak: await contender.peak() };
}
