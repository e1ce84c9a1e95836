import type { Made, Step } from './command.ts';
import type { Generation, Progress, Wish } from './generation.ts';
import { letGo } from './generation.ts';
import { Problem } from './problem.ts';

/** Orders the nth picture of a call; `stop` ends the following of it without cancelling it. */
export type OrderOne = (wish: Wish, stop: AbortSignal, at: number) => AsyncGenerator<Progress, Generation, void>;

/**
 * Orders several pictures and yields how far each has got, at once and at each change, until all are over. They are put in
 * line one after the other, so that they are painted in their order. Throws the first one's Problem when none was made,
 * and at once whatever is no Problem: the call is over, or goes on elsewhere. `askedAt`, in milliseconds since 1970, is when
 * those have been waiting since that are not in line yet.
 */
export async function* orderAll(
  wishes: readonly Wish[],
  order: OrderOne,
  askedAt: number,
): AsyncGenerator<readonly Step[], readonly Made[], void> {
  const stop = new AbortController();
  const news = createNews();
  const steps: Step[] = wishes.map((): Step => ({ ahead: 0, since: askedAt, again: undefined }));
  const made: (Made | undefined)[] = wishes.map(() => undefined);
  let begun: Promise<void> = Promise.resolve();
  const works = wishes.map((wish, at) => {
    const inLine = Promise.withResolvers<void>();
    const before = begun;
    begun = inLine.promise;
    return follow(wish, at, before).finally(inLine.resolve);

    async function follow(one: Wish, place: number, earlier: Promise<void>): Promise<void> {
      await earlier;
      if (stop.signal.aborted) return;
      try {
        for await (const progress of keep(order(one, stop.signal, place), (generation) =>
          note(place, one, generation),
        )) {
          steps[place] = progress;
          inLine.resolve();
          news.ring();
        }
      } catch (thrown) {
        if (!(thrown instanceof Problem)) throw thrown;
        steps[place] = 'failed';
        made[place] = { wish: one, problem: thrown };
      }
      news.ring();
    }
  });
  const all = Promise.all(works).finally(news.end);
  all.catch(() => undefined);

  function note(at: number, wish: Wish, generation: Generation): void {
    steps[at] = 'made';
    made[at] = { wish, generation };
  }

  try {
    for await (const _ of news.rings()) yield [...steps];
    await all;
    return settled(made);
  } finally {
    stop.abort(letGo);
  }
}

/** A generation's progress; its result is told on the side, since `for await` drops it. */
async function* keep(
  work: AsyncGenerator<Progress, Generation, void>,
  tell: (generation: Generation) => void,
): AsyncGenerator<Progress, void, void> {
  tell(yield* work);
}

function settled(made: readonly (Made | undefined)[]): readonly Made[] {
  const all = made.filter((each) => each !== undefined);
  const [first] = all;
  if (first && 'problem' in first && all.every((each) => 'problem' in each)) throw first.problem;
  return all;
}

/** Changes that come faster than they are looked at count once. */
function createNews() {
  let wake = Promise.withResolvers<void>();
  let rung = false;
  let over = false;
  return {
    ring(): void {
      rung = true;
      wake.resolve();
    },
    end(): void {
      over = true;
      wake.resolve();
    },
    async *rings(): AsyncGenerator<void, void, void> {
      for (;;) {
        await wake.promise;
        wake = Promise.withResolvers();
        if (rung) {
          rung = false;
          yield;
        }
        if (over && !rung) return;
      }
    },
  };
}
