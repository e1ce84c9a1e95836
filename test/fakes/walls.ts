import type { Platform } from '../../src/core/platform.ts';
import type { Problem } from '../../src/core/problem.ts';
import type { Reply } from '../../src/core/reply.ts';
import type { Spot, Survey } from '../../src/core/wall.ts';

export interface FakeWalls {
  readonly platform: Platform;
  /** What hangs now, by the ids of the spots. */
  readonly there: ReadonlyMap<string, Reply>;
  /** Spots as they were asked for, and how often each was shown. */
  readonly spots: readonly Spot[];
  readonly shows: number;
  /** Answers that were taken down, and their channels. */
  readonly taken: readonly string[];
  /** What goes wrong from now on with whatever is shown or removed. */
  fail(problem: Problem | undefined): void;
  /** What is done from now on waits until the returned function is called. */
  hold(): () => void;
}

/** A platform with walls and nothing else. */
export function fakeWalls(
  name: string,
  survey: Partial<Survey> = {},
  isOpen: () => Promise<boolean> = async () => true,
): FakeWalls {
  const there = new Map<string, Reply>();
  const spots: Spot[] = [];
  const taken: string[] = [];
  let problem: Problem | undefined;
  let held = Promise.resolve();
  let shows = 0;
  const surveyed: Survey = {
    ...{ name: '#best', community: '9', look: 'messages', restricted: false, isOpen: true, missing: [] },
    ...survey,
  };

  async function done(signal: AbortSignal | undefined, work: () => void): Promise<void> {
    const given = Promise.withResolvers<never>();
    signal?.addEventListener('abort', () => given.reject(signal.reason));
    await Promise.race([held, given.promise]);
    signal?.throwIfAborted();
    if (problem) throw problem;
    work();
  }

  return {
    there,
    spots,
    taken,
    get shows() {
      return shows;
    },
    fail(next) {
      problem = next;
    },
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return resolve;
    },
    platform: {
      name,
      attach: () => undefined,
      close: async () => undefined,
      walls: {
        survey: async () => surveyed,
        isOpen,
        takeDown: (message, channel, signal) => done(signal, () => void taken.push(`${message} ${channel}`)),
        hang(spot, address) {
          spots.push(spot);
          let isThere = address !== undefined;
          return {
            address: () => (isThere ? { id: spot.id } : {}),
            message: () => (isThere ? `${name}:message of ${spot.id}` : undefined),
            show: (reply, signal) =>
              done(signal, () => {
                shows++;
                isThere = true;
                there.set(spot.id, reply);
              }),
            remove: (signal) => done(signal, () => void there.delete(spot.id)),
          };
        },
      },
    },
  };
}
