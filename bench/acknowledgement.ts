import { setTimeout as sleep } from 'node:timers/promises';
import { inTurns, spreads } from './pair.ts';
import { each, type Row, time } from './report.ts';
import type { Scene } from './scene.ts';

/** Enough for a 99th percentile with some above it. */
const runs = 200;
/** Milliseconds after a picture until nothing is left to do. */
const rest = 5;
/** Milliseconds. */
const goal = { p50: 3, p99: 15 };

/** How soon a platform hears that a call has arrived, when nothing else is going on. */
export async function measureAcknowledgement({ stages, upstream }: Scene): Promise<Row[]> {
  const rows: Row[] = [];
  upstream.serve({ bytes: 300_000, delay: 0 });
  for (const stage of stages) {
    const timings = await inTurns(runs, async (name) => {
      await sleep(rest);
      return stage.imagine(name, 1);
    });
    const acknowledged = spreads(timings, (timing) => timing.acknowledged);
    rows.push({
      measure: `${stage.name}, acknowledged at rest: p50, p99`,
      values: each(acknowledged, ({ p50, p99 }) => `${time(p50)}, ${time(p99)}`),
      goal: `≤ ${goal.p50} ms, ${goal.p99} ms`,
      met: acknowledged.Easel.p50 <= goal.p50 && acknowledged.Easel.p99 <= goal.p99,
    });
  }
  return rows;
}
