import type { Clock } from './clock.ts';
import type { Reply } from './reply.ts';
import type { Surface } from './surface.ts';

/**
 * Shows replies on a surface, in order. The first is the acknowledgement, so the next one is asked for only when it is
 * shown. After that only the newest `working` reply counts and progress keeps to the surface's pace, while a last word
 * never waits behind progress that is not yet being shown, nor long behind progress that is. Throws what the replies or
 * the surface throw. `signal` ends the showing of any reply. Resolves to the last one, if there was any.
 */
export async function present(
  replies: AsyncIterable<Reply>,
  surface: Surface,
  clock: Clock,
  signal?: AbortSignal,
): Promise<Reply | undefined> {
  const progress = createProgress(surface, clock);
  let last: Reply | undefined;
  try {
    for await (const reply of replies) {
      if (last && reply.state === 'working') progress.offer(reply);
      else {
        await progress.stop();
        await surface.show(reply, signal);
        progress.shown();
      }
      last = reply;
    }
    return last;
  } finally {
    await progress.stop();
  }
}

function createProgress(surface: Surface, clock: Clock) {
  let newest: Reply | undefined;
  let active = false;
  let running: Promise<void> | undefined;
  let waiting = new AbortController();
  let shownAt = clock.now();

  async function run(): Promise<void> {
    const { signal } = waiting;
    active = true;
    try {
      while (newest) {
        const left = shownAt + surface.pace - clock.now();
        if (left > 0) await clock.sleep(left, signal);
        const reply = newest;
        newest = undefined;
        // Progress that cannot be shown is no reason to fail the call: the last word is tried on its own.
        await surface.show(reply, signal).catch(() => undefined);
        shownAt = clock.now();
      }
    } catch {
      // The last word came while this one kept to the pace.
    } finally {
      active = false;
    }
  }

  return {
    offer(reply: Reply): void {
      newest = reply;
      if (!active) running = run();
    },
    shown(): void {
      shownAt = clock.now();
    },
    async stop(): Promise<void> {
      newest = undefined;
      waiting.abort();
      await running;
      waiting = new AbortController();
    },
  };
}
