import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { aligned, digits, time, verdict } from '../report.ts';
import { fill } from './fill.ts';
import { type Measured, measure, type Visit, visits } from './measure.ts';
import { serve } from './serve.ts';

/** Pictures in the gallery, unless the command line says others. */
const usual = [1000, 100_000, 1_000_000];

/** How much longer a page may take in the largest gallery than in the smallest. */
const flat = 1.3;
/** Milliseconds at the 99th percentile. */
const quick = 50;
/** Bytes of the first page as it is sent. */
const small = 15 * 1024;

const given = process.argv.slice(2).map(Number);
const sizes = given.length > 0 ? given : usual;
const folder = await mkdtemp(join(tmpdir(), 'easel-bench-'));
try {
  const measured = new Map<Visit, Measured[]>(visits.map((visit) => [visit, []]));
  for (const size of sizes) {
    const path = join(folder, `${size}.db`);
    const { store, gallery } = await fill(path, size);
    const { url, close } = await serve(store);
    for (const visit of visits) measured.get(visit)?.push(await measure(url, gallery, size, visit));
    await close();
    await store.close();
    await rm(path);
  }
  console.log(`Node.js ${process.version}, ${availableParallelism()} processors, SQLite on ${folder}`);
  console.log('Each: p50, p99, requests a second');
  console.log(aligned([['', ...sizes.map((size) => `${size} pictures`), 'goal', ''], ...visits.map(rowOf)]));
  const bytes = Math.max(...(measured.get('first page') ?? []).map((each) => each.bytes));
  console.log(`First page, compressed: ${(bytes / 1024).toFixed(1)} KiB, goal 15: ${verdict(bytes <= small)}`);

  function rowOf(visit: Visit): string[] {
    const all = measured.get(visit) ?? [];
    const cells = all.map(({ p50, p99, rate }) => `${time(p50)}, ${time(p99)}, ${digits(rate)}/s`);
    return [visit, ...cells, ...goalOf(visit, all)];
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

function goalOf(visit: Visit, all: readonly Measured[]): string[] {
  if (visit === 'search') return [`p99 ≤ ${quick} ms`, verdict(all.every(({ p99 }) => p99 <= quick))];
  if (visit !== 'first page' && visit !== 'deep page') return ['', ''];
  const ratio = (all.at(-1)?.p50 ?? Number.NaN) / (all[0]?.p50 ?? Number.NaN);
  return [`≤ ${flat} ×: ${digits(ratio)} ×`, verdict(ratio <= flat)];
}
