import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createQueue, type Place } from '../../src/generation/queue.ts';
import { manualClock } from '../fakes/clock.ts';

type Step =
  | { readonly kind: 'order'; readonly person: string }
  | { readonly kind: 'end'; readonly how: 'finish' | 'retry' | 'cancel'; readonly pick: number }
  | { readonly kind: 'busy'; readonly milliseconds: number }
  | { readonly kind: 'pass'; readonly milliseconds: number };

interface Job {
  readonly person: string;
  readonly place: Place;
  readonly stop: AbortController;
  state: 'waiting' | 'running' | 'over';
}

const person = fc.constantFrom('a', 'b', 'c', 'd');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: person.map((name): Step => ({ kind: 'order', person: name })) },
  { weight: 5, arbitrary: fc.nat(20).map((pick): Step => ({ kind: 'end', how: 'finish', pick })) },
  { weight: 1, arbitrary: fc.nat(20).map((pick): Step => ({ kind: 'end', how: 'retry', pick })) },
  { weight: 1, arbitrary: fc.nat(20).map((pick): Step => ({ kind: 'end', how: 'cancel', pick })) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 900 }).map((ms): Step => ({ kind: 'busy', milliseconds: ms })) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 900 }).map((ms): Step => ({ kind: 'pass', milliseconds: ms })) },
);

/** Plays the steps against a queue, lets everything end, and tells what happened. */
async function play(steps: readonly Step[], concurrency: number, rate: number | undefined) {
  const clock = manualClock();
  const queue = createQueue({ concurrency, rate, clock });
  const jobs: Job[] = [];
  const starts: { readonly person: string; readonly at: number; readonly waiting: readonly Job[] }[] = [];
  const cancelled = new Set<string>();
  const inState = (state: Job['state']) => jobs.filter((job) => job.state === state);
  let most = 0;

  function go(job: Job, isRetry: boolean): void {
    job.state = 'waiting';
    job.place.turn(job.stop.signal).then(
      () => {
        job.state = 'running';
        most = Math.max(most, inState('running').length);
        if (!isRetry) starts.push({ person: job.person, at: clock.now(), waiting: inState('waiting') });
      },
      () => {
        job.state = 'over';
      },
    );
  }

  function order(person: string): void {
    const place = queue.join(person, () => undefined);
    const job: Job = { person, place, stop: new AbortController(), state: 'waiting' };
    jobs.push(job);
    go(job, false);
  }

  function end(how: 'finish' | 'retry' | 'cancel', pick: number): void {
    const all = inState(how === 'cancel' ? 'waiting' : 'running');
    const job = all[pick % all.length];
    if (!job) return;
    if (how === 'cancel') {
      cancelled.add(job.person);
      job.stop.abort('cancelled');
    }
    if (how === 'retry') go(job, true);
    else {
      job.state = 'over';
      job.place.leave();
    }
  }

  function take(next: Step): void {
    if (next.kind === 'order') order(next.person);
    else if (next.kind === 'busy') queue.backOff(next.milliseconds);
    else if (next.kind === 'end') end(next.how, next.pick);
  }

  for (const next of steps) {
    take(next);
    await clock.advance(next.kind === 'pass' ? next.milliseconds : 0);
  }
  for (let left = 1000; left > 0 && jobs.some(({ state }) => state !== 'over'); left--) {
    end('finish', 0);
    await clock.advance(1000);
  }
  queue.close();
  return { jobs, starts, most, cancelled };
}

// Without `size` fast-check would hardly ever try more than ten, and no line would form.
const steps = fc.array(step, { maxLength: 80, size: 'max' });

test('everything ends, and never more run than may', async () => {
  const limits = fc.record({ concurrency: fc.integer({ min: 1, max: 4 }), rate: fc.constantFrom(undefined, 3, 50) });
  await fc.assert(
    fc.asyncProperty(steps, limits, async (all, { concurrency, rate }) => {
      const { jobs, starts, most } = await play(all, concurrency, rate);
      expect(jobs.filter(({ state }) => state !== 'over')).toEqual([]);
      expect(most).toBeLessThanOrEqual(concurrency);
      if (!rate) return;
      for (const [index, { at }] of starts.entries()) {
        expect(at - (starts[index - 1]?.at ?? 0)).toBeGreaterThanOrEqual(Math.floor(1000 / rate));
      }
    }),
    { numRuns: 60 },
  );
});

test('between two pictures of one person, everyone else who waits is served once', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 1, max: 3 }), async (all, concurrency) => {
      const { starts, cancelled } = await play(all, concurrency, undefined);
      for (const [from, { person: name, waiting }] of starts.entries()) {
        const to = starts.findIndex((start, index) => index > from && start.person === name);
        if (to < 0) continue;
        const between = starts.slice(from + 1, to).map((start) => start.person);
        // Whoever cancels loses that turn, so they may be passed over once.
        const others = new Set(waiting.map((job) => job.person).filter((other) => other !== name));
        for (const other of others) if (!cancelled.has(other)) expect(between).toContain(other);
      }
    }),
    { numRuns: 100 },
  );
});
