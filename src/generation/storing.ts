import type { Clock } from '../core/clock.ts';
import type { Image, Images, Inscription } from '../core/image.ts';
import { insist } from '../core/insist.ts';
import type { Log } from '../core/log.ts';
import { asProblem } from '../core/problem.ts';
import { untilAborted } from './deadline.ts';
import type { Held } from './held.ts';
import type { Picture } from './picture.ts';

export interface StoringParts {
  readonly images: Images;
  readonly log: Log;
  readonly clock: Clock;
}

/** Keeps what was paid for, and sees to it that nothing is paid for that cannot be kept. */
export interface Storing {
  /** Throws Problem `storage_failed` while there is no room for another picture. */
  ready(): Promise<void>;
  /**
   * Stores a picture, again and again while the disk is full, then gives its memory back. Throws the signal's reason, and
   * everything but `storage_failed`.
   */
  put(picture: Picture, held: Held, signal: AbortSignal, inscription?: Inscription): Promise<Image>;
}

export function createStoring({ images, log, clock }: StoringParts): Storing {
  /** In a burst, not everybody has to ask. */
  let asking: Promise<void> | undefined;
  let away = false;

  async function ask(): Promise<void> {
    try {
      await images.check();
    } catch (error) {
      complain(error, 'no picture can be kept: none is begun, and new calls are refused');
      throw error;
    }
    if (away) log.info({}, 'pictures can be kept again');
    away = false;
  }

  function complain(error: unknown, message: string): void {
    const { code, hint, cause } = asProblem(error);
    if (!away) log.error({ alert: true, problem: code, hint, err: cause }, message);
    away = true;
  }

  return {
    ready() {
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    async put({ bytes, type, width, height }, held, signal, inscription) {
      const write = () =>
        images.put(bytes, type, { width, height }, inscription).catch((error: unknown) => {
          complain(error, 'a picture that is paid for cannot be stored; that is tried again until it can');
          held.giveWay();
          throw error;
        });
      // Whoever is aborted does not wait for the store, which reads the bytes to the end.
      return untilAborted(insist(write, clock, signal).finally(held.done), signal);
    },
  };
}
