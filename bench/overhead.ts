import { setTimeout as sleep } from 'node:timers/promises';
import { type Both, inTurns, spreads } from './pair.ts';
import { digits, each, type Row, time } from './report.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';

/** The median of so many moves by a few per cent from one bench to the next. */
const runs = 40;
/** First calls compile, connect and grow the heap. */
const warmUps = 10;
/** Milliseconds for what comes after a picture, its log line for example. */
const settling = 5;
/** Megabytes: a JPEG and a PNG of 1024 × 1024 (API sheet, section 3). */
const sizes = [0.3, 3];
const mostTimesBare = 1.5;

/** From the call to the shown picture, with an image API that takes no time: what is left is all ours. */
export async function measureOverhead({ stages, upstream }: Scene, delivery: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const stage of stages) {
    for (const megabytes of sizes) {
      upstream.serve({ bytes: megabytes * 1e6, delay: 0 });
      const { bare, Easel } = spreads(await interleave(stage), ({ shown }) => shown);
      const ratio = Easel.p50 / bare.p50;
      rows.push({
        measure: `${stage.name}, one picture of ${megabytes} MB by ${delivery}: p50 (p10–p90)`,
        values: each({ bare, Easel }, ({ p50, p10, p90 }) => `${time(p50)} (${digits(p10)}–${digits(p90)})`),
        goal: `${digits(ratio)} × ≤ ${mostTimesBare} ×`,
        met: ratio <= mostTimesBare,
      });
    }
  }
  return rows;
}

async function interleave(stage: Stage) {
  await inTurns(warmUps, (name) => stage.imagine(name, 1));
  const asked: Both<Set<string>> = { bare: new Set(), Easel: new Set() };
  const timings = await inTurns(runs, async (name) => {
    await sleep(settling);
    stage.takeRequests();
    const timing = await stage.imagine(name, 1);
    asked[name].add(stage.takeRequests().join(' '));
    return timing;
  });
  const { bare, Easel } = each(asked, (requests) => [...requests].sort().join(' or '));
  // The comparison is fair only while both do the same.
  if (bare !== Easel) console.error(`${stage.name}: bare asked for ${bare}, Easel for ${Easel}`);
  return timings;
}
