import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { aligned, time, verdict } from '../report.ts';
import { fill } from './fill.ts';
import { measure, options } from './measure.ts';

/** Pictures that somebody has made. */
const sizes = [10_000, 100_000];
/** Milliseconds at the 99th percentile: what people take for at once. */
const goal = 100;

const folder = await mkdtemp(join(tmpdir(), 'easel-bench-'));
try {
  const columns: string[][] = options.map((option) => [`${option}: p50, p99`]);
  const met = options.map(() => true);
  for (const size of sizes) {
    const store = await fill(join(folder, `${size}.db`), size);
    for (const [at, option] of options.entries()) {
      const { p50, p99 } = await measure(store, option);
      columns[at]?.push(`${time(p50)}, ${time(p99)}`);
      met[at] &&= p99 <= goal;
    }
    await store.close();
  }
  console.log(`Node.js ${process.version}, ${availableParallelism()} processors, SQLite on ${folder}`);
  console.log(
    aligned([
      ['suggestions for', ...sizes.map((size) => `of ${size} pictures`), 'goal', ''],
      ...columns.map((cells, at) => [...cells, `≤ ${goal} ms`, verdict(met[at])]),
    ]),
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
