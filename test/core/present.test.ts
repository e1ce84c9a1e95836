import { expect, test } from 'vitest';
import { present } from '../../src/core/present.ts';
import type { Reply } from '../../src/core/reply.ts';
import { manualClock } from '../fakes/clock.ts';
import { recordedSurface } from '../fakes/surface.ts';

const working = (text: string): Reply => ({ state: 'working', text });
const done: Reply = { state: 'done', text: 'done' };
const texts = (surface: { shown: readonly Reply[] }) => surface.shown.map(({ text }) => text);

/** Replies that are handed out one by one. */
function byHand() {
  const queue: PromiseWithResolvers<Reply | undefined>[] = [];
  let asked = 0;
  const step = (n: number) => {
    queue[n] ??= Promise.withResolvers<Reply | undefined>();
    return queue[n];
  };
  let given = 0;
  return {
    get asked() {
      return asked;
    },
    /** Gives the next reply, or the end, and lets everything that follows from it happen. */
    async give(reply?: Reply) {
      step(given++).resolve(reply);
      await settled();
    },
    fail(error: Error) {
      step(given++).reject(error);
    },
    async *replies() {
      for (;;) {
        const reply = await step(asked++).promise;
        if (!reply) return;
        yield reply;
      }
    },
  };
}

/** Rejects when the signal is aborted, and not before. */
const until = (signal: AbortSignal | undefined) =>
  new Promise<void>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('the second reply is not asked for before the first is shown', async () => {
  const acknowledged = Promise.withResolvers<void>();
  const surface = recordedSurface(() => acknowledged.promise);
  const source = byHand();
  const presented = present(source.replies(), surface, manualClock());
  await source.give(working('a'));
  expect(texts(surface)).toEqual(['a']);
  expect(source.asked).toBe(1);
  acknowledged.resolve();
  await settled();
  expect(source.asked).toBe(2);
  await source.give();
  await presented;
});

test('progress keeps the pace, and only the newest is shown', async () => {
  const clock = manualClock();
  const surface = recordedSurface(undefined, 1000);
  const source = byHand();
  const presented = present(source.replies(), surface, clock);
  await source.give(working('a'));
  await source.give(working('b'));
  await source.give(working('c'));
  await clock.advance(999);
  expect(texts(surface)).toEqual(['a']);
  await clock.advance(1);
  expect(texts(surface)).toEqual(['a', 'c']);
  await source.give(working('d'));
  expect(texts(surface)).toEqual(['a', 'c']);
  await clock.advance(1000);
  expect(texts(surface)).toEqual(['a', 'c', 'd']);
  await clock.advance(5000);
  await source.give(working('e'));
  expect(texts(surface)).toEqual(['a', 'c', 'd', 'e']);
  await source.give();
  await presented;
});

test('no progress is lost when it comes just as the one before is shown', async () => {
  // One extra microtask at a time, so that every moment around the end of a showing is met.
  for (let microtasks = 0; microtasks < 12; microtasks++) {
    const surface = recordedSurface();
    const clock = manualClock();
    async function* replies() {
      yield working('a');
      yield working('b');
      for (let n = 0; n < microtasks; n++) await Promise.resolve();
      yield working('c');
      await settled();
    }
    await present(replies(), surface, clock);
    expect(texts(surface).at(-1)).toBe('c');
  }
});

test('the last word does not wait for the pace, and the progress before it is dropped', async () => {
  const clock = manualClock();
  const surface = recordedSurface(undefined, 60_000);
  const source = byHand();
  const presented = present(source.replies(), surface, clock);
  await source.give(working('a'));
  await source.give(working('b'));
  await source.give(done);
  await source.give();
  await presented;
  expect(texts(surface)).toEqual(['a', 'done']);
  expect(clock.sleepers).toBe(0);
});

test('the last word comes after progress that is being shown', async () => {
  const slow = Promise.withResolvers<void>();
  const surface = recordedSurface((_, n) => (n === 2 ? slow.promise : Promise.resolve()));
  const source = byHand();
  const presented = present(source.replies(), surface, manualClock());
  await source.give(working('a'));
  await source.give(working('b'));
  await source.give(working('c'));
  await source.give(done);
  expect(texts(surface)).toEqual(['a', 'b']);
  slow.resolve();
  await source.give();
  await presented;
  expect(texts(surface)).toEqual(['a', 'b', 'done']);
});

test('the last word ends progress that takes its time', async () => {
  const surface = recordedSurface((_, n, signal) => (n === 2 ? until(signal) : Promise.resolve()));
  const source = byHand();
  const presented = present(source.replies(), surface, manualClock());
  await source.give(working('a'));
  await source.give(working('b'));
  await source.give(done);
  await source.give();
  await presented;
  expect(texts(surface)).toEqual(['a', 'b', 'done']);
});

test('the signal reaches the first reply and the last word', async () => {
  for (const last of [1, 2]) {
    const stop = new AbortController();
    const surface = recordedSurface((_, n, signal) => (n === last ? until(signal) : Promise.resolve()));
    async function* replies() {
      yield working('a');
      yield done;
    }
    const presented = present(replies(), surface, manualClock(), stop.signal);
    await surface.reached(last);
    stop.abort(new Error('stopped'));
    await expect(presented).rejects.toThrow('stopped');
  }
});

test('progress that cannot be shown is passed over', async () => {
  const surface = recordedSurface((_, n) => (n === 2 ? Promise.reject(new Error('rate limit')) : Promise.resolve()));
  const source = byHand();
  const presented = present(source.replies(), surface, manualClock());
  await source.give(working('a'));
  await source.give(working('b'));
  await source.give(working('c'));
  await source.give(done);
  await source.give();
  await presented;
  expect(texts(surface)).toEqual(['a', 'b', 'c', 'done']);
});

test('what the replies throw comes out, once progress has stopped', async () => {
  const clock = manualClock();
  const surface = recordedSurface(undefined, 1000);
  const source = byHand();
  const presented = present(source.replies(), surface, clock);
  await source.give(working('a'));
  await source.give(working('b'));
  source.fail(new Error('broken'));
  await expect(presented).rejects.toThrow('broken');
  expect(clock.sleepers).toBe(0);
  expect(texts(surface)).toEqual(['a']);
});

test('what the surface throws at the first or the last reply comes out, and the replies are ended', async () => {
  for (const failing of [1, 2]) {
    let ended = false;
    async function* replies() {
      try {
        yield working('a');
        yield done;
      } finally {
        ended = true;
      }
    }
    const surface = recordedSurface((_, n) => (n === failing ? Promise.reject(new Error('gone')) : Promise.resolve()));
    await expect(present(replies(), surface, manualClock())).rejects.toThrow('gone');
    expect(ended).toBe(true);
  }
});
