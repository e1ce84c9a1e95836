import { describe, expect, test } from 'vitest';
import { orderAll } from '../../src/core/all.ts';
import type { Made, Step } from '../../src/core/command.ts';
import { type Generation, letGo, type Progress, type Wish } from '../../src/core/generation.ts';
import { Problem } from '../../src/core/problem.ts';
import { generationOf, paintingNow, requestForTests } from '../fakes/generation.ts';

const wishes: readonly Wish[] = [1, 2, 3].map((seed) => ({ request: { ...requestForTests, seed }, notes: {} }));

/** Pictures that come, or fail, when the test says so. */
function easels() {
  const ends = wishes.map(() => Promise.withResolvers<void>());
  for (const { promise } of ends) promise.catch(() => undefined);
  const begun: Wish[] = [];
  const signals: AbortSignal[] = [];
  async function* order(wish: Wish, stop: AbortSignal): AsyncGenerator<Progress, Generation, void> {
    begun.push(wish);
    signals.push(stop);
    yield paintingNow;
    const stopped = new Promise<never>((_, reject) => stop.addEventListener('abort', () => reject(stop.reason)));
    await Promise.race([ends[wishes.indexOf(wish)]?.promise, stopped]);
    return generationOf(wish.request);
  }
  return { order, begun, signals, end: (at: number) => ends[at] };
}

async function collect(work: AsyncGenerator<readonly Step[], readonly Made[], void>) {
  const steps: (readonly Step[])[] = [];
  for (;;) {
    const step = await work.next();
    if (step.done) return { steps, made: step.value };
    steps.push(step.value);
  }
}

describe('several pictures at once', () => {
  test('are put in line one after the other, and told in the order of the wishes whoever is ready first', async () => {
    const { order, begun, end } = easels();
    const all = collect(orderAll(wishes, order, 1000));
    for (const at of [2, 0, 1]) end(at)?.resolve();
    const { steps, made } = await all;
    expect(begun).toEqual(wishes);
    expect(made.map(({ wish }) => wish.request.seed)).toEqual([1, 2, 3]);
    expect(made.every((each) => 'generation' in each)).toBe(true);
    expect(steps.at(-1)).toEqual(['made', 'made', 'made']);
  });

  test('the first word comes before any of them is made', async () => {
    const { order } = easels();
    const all = orderAll(wishes, order, 1000);
    expect((await all.next()).value).toHaveLength(3);
    await all.return([]);
  });

  test('what is not in line yet has been waiting since the call', async () => {
    const { order } = easels();
    const refused: typeof order = async function* (wish, stop) {
      if (wish === wishes[0]) throw new Problem('quota_used_up', { scope: 'person', period: 'day', refillsAt: 0 });
      return yield* order(wish, stop);
    };
    const all = orderAll(wishes, refused, 1000);
    expect((await all.next()).value).toEqual(['failed', ...[2, 3].map(() => ({ ...paintingNow, since: 1000 }))]);
    await all.return([]);
  });

  test('one that fails leaves the others alone', async () => {
    const { order, end } = easels();
    const all = collect(orderAll(wishes, order, 1000));
    const problem = new Problem('picture_refused', {});
    end(1)?.reject(problem);
    for (const at of [0, 2]) end(at)?.resolve();
    const { made } = await all;
    expect(made[1]).toEqual({ wish: wishes[1], problem });
    expect(made.filter((each) => 'generation' in each)).toHaveLength(2);
  });

  test('when none is made, the first one’s problem is the answer', async () => {
    const { order, end } = easels();
    const all = collect(orderAll(wishes, order, 1000));
    for (const at of [2, 1, 0])
      end(at)?.reject(new Problem('quota_used_up', { scope: 'person', period: 'day', refillsAt: at }));
    await expect(all).rejects.toMatchObject({ code: 'quota_used_up', facts: { refillsAt: 0 } });
  });

  test('what is no problem ends all of them: the call goes on elsewhere, or something broke', async () => {
    const { order, end, signals } = easels();
    const all = collect(orderAll(wishes, order, 1000));
    end(0)?.reject(letGo);
    await expect(all).rejects.toBe(letGo);
    for (const signal of signals) expect(signal.reason).toBe(letGo);
  });

  test('whoever cannot show it any more lets the pictures keep their places', async () => {
    const { order, signals } = easels();
    const all = orderAll(wishes, order, 1000);
    await all.next();
    await all.return([]);
    expect(signals.map(({ reason }) => reason)).toEqual(signals.map(() => letGo));
  });
});
