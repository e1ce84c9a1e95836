import { setTimeout } from 'node:timers/promises';
import type { Life } from './life.ts';
import type { Round } from './rounds.ts';

/** Milliseconds that things took lately. */
export interface Durations {
  /** From a start to ready. */
  start: number;
  /** From calls to their pictures, when these are painted at once. */
  calls: number;
}

/** Milliseconds until a process must be gone that killed itself, or got its second signal: its pictures take longer. */
const atOnce = 15_000;

/** The same for a process that finishes its pictures first: by the program's own deadline, with its last words. */
const inTime = 38_000;

/** Ends a process the way the round wants it. Resolves when it is gone, to what was wrong about its end. */
export async function bringAbout(round: Round, life: Life, durations: Durations): Promise<readonly string[]> {
  const { end } = round;
  switch (end.kind) {
    case 'point':
      return ended(life, ['SIGKILL'], atOnce);
    case 'instant':
      await setTimeout(end.share * lengthOf(round, durations));
      life.signal('SIGKILL');
      return ended(life, ['SIGKILL'], atOnce);
    case 'start':
      // Before a third of its start it has not looked at the database yet.
      await setTimeout((0.3 + end.share) * durations.start);
      life.signal('SIGKILL');
      return ended(life, ['SIGKILL'], atOnce);
    case 'recovery':
      // There may be too few calls to take up for the point to be reached.
      await Promise.race([life.ended, setTimeout(1.5 * durations.start + 2 * durations.calls + requests * round.lag)]);
      life.signal('SIGKILL');
      return ended(life, ['SIGKILL'], atOnce);
    case 'second signal':
      await setTimeout(end.share * lengthOf({ ...round, latency: 0 }, durations));
      life.signal('SIGTERM');
      await setTimeout(end.gap);
      // Another one, because two of the same that are not taken yet are one.
      life.signal('SIGINT');
      // Without anything to finish, the first one is enough.
      return ended(life, ['130', '0'], atOnce);
    case 'stop':
      await setTimeout(end.share * Math.max(...round.asks.map(({ at }) => at)));
      life.signal('SIGTERM');
      return ended(life, ['0'], inTime);
    case 'stop at start':
      await setTimeout((0.3 + end.share) * durations.start);
      life.signal('SIGTERM');
      // At the very beginning there is nobody yet who hears it.
      return ended(life, ['0', 'SIGTERM'], inTime);
    case 'hand over':
      await setTimeout(lengthOf({ ...round, latency: 0 }, durations));
      life.signal('SIGTERM');
      return ended(life, ['0'], inTime);
    case 'calm':
      life.signal('SIGTERM');
      return ended(life, ['0'], inTime);
  }
}

/** What a call takes of its chat from a first message to the picture in it, one after the other. */
const requests = 5;

/** Milliseconds from before the first call of a round until after its last picture. */
function lengthOf({ asks, latency, lag, concurrency }: Round, { calls }: Durations): number {
  const last = Math.max(...asks.map(({ at }) => at));
  return 1.2 * (last + calls + requests * lag + (latency * asks.length) / concurrency);
}

async function ended(life: Life, ways: readonly string[], patience: number): Promise<readonly string[]> {
  const settled = new AbortController();
  const late = setTimeout(patience, 'late', settled).catch(() => 'late');
  const how = await Promise.race([life.ended, late]);
  settled.abort();
  if (how === 'late') life.signal('SIGKILL');
  return ways.includes(how) ? [] : [`it ended with ${how} instead of ${ways.join(' or ')}`];
}
