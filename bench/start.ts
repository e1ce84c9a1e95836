import { setTimeout as sleep } from 'node:timers/promises';
import { startContender } from './contender.ts';
import { type Environment, inTurns, spreads } from './pair.ts';
import { each, megabytes, type Row, time } from './report.ts';

const runs = 5;
/** Milliseconds until a program that has just started is idle. */
const settling = 500;
/** Milliseconds, and megabytes. */
const goals = { ready: 1500, memory: 150 };

/** Until both platforms are connected, and what a program holds that waits for its first call. */
export async function measureStart(folder: string, environment: Environment): Promise<Row[]> {
  const samples = await inTurns(runs, async (name) => {
    const contender = await startContender(name, folder, environment(name));
    try {
      await sleep(settling);
      return { startedIn: contender.startedIn, memory: await contender.memory() };
    } finally {
      await contender.stop();
    }
  });
  const started = spreads(samples, ({ startedIn }) => startedIn);
  const memory = spreads(samples, (sample) => sample.memory);
  return [
    {
      measure: 'from start to ready, both platforms: p50 (max)',
      values: each(started, ({ p50, max }) => `${time(p50)} (${time(max)})`),
      goal: `≤ ${time(goals.ready)}`,
      met: started.Easel.p50 <= goals.ready,
    },
    {
      measure: 'memory, idle: p50 (max)',
      values: each(memory, ({ p50, max }) => `${megabytes(p50)} (${megabytes(max)})`),
      goal: `≤ ${megabytes(goals.memory)}`,
      met: memory.Easel.p50 <= goals.memory,
    },
  ];
}
