import type { Clock } from './clock.ts';
import { dueWeek } from './exhibition.ts';
import { createHanger, type HangerParts } from './hanger.ts';
import { bareId } from './ids.ts';
import { createLooker } from './looker.ts';
import { wallsAt } from './platform.ts';
import { asProblem } from './problem.ts';
import type { Thumbnails } from './thumbnails.ts';

export interface CuratorParts extends HangerParts {
  /** Miniatures for pages are made here; undefined: pages do without. */
  readonly thumbnails?: Pick<Thumbnails, 'thumbhash'> | undefined;
}

/** Whoever keeps galleries as they should be, in every process that serves chats. */
export interface Curator {
  /** Ends what is begun, within a few seconds; the rest is left to others. */
  close(): Promise<void>;
}

/** Milliseconds between looks at what other processes have touched, so that what is deleted is gone within a second. */
const lookEvery = 500;
/** Milliseconds between looks at what is not urgent: exhibitions, and miniatures. */
const minute = 60_000;
const leisure = 2000;

/**
 * Milliseconds between looks at walls for adults: nobody says when others are let in (Discord does, to those who keep all
 * channels in memory). Three requests for each of the few that there are.
 */
const soonEnough = 10 * minute;

/** Miniatures made in one go: about 20 ms each. */
const fewAtOnce = 10;

/** Looks at every picture that was touched, and hangs and takes down what that says, from now on. */
export function createCurator(parts: CuratorParts): Curator {
  const { curation, clock } = parts;
  const closing = new AbortController();
  const bell = createBell(clock, closing.signal);
  const unsubscribe = curation.onTouch(bell.ring);
  const hanger = createHanger(parts, bell.ring);
  const looker = createLooker(parts, bell.ring);

  const working = Promise.all([
    repeat(parts, closing.signal, 'pictures could not be looked at', async () => {
      const looked = await looker.some();
      const begun = await hanger.begin();
      if (!looked && begun === 0) await bell.rung(lookEvery);
    }),
    repeat(parts, closing.signal, 'exhibitions could not be opened', async () => {
      await openExhibitions(parts);
      await clock.sleep(minute, closing.signal).catch(() => undefined);
    }),
    repeat(parts, closing.signal, 'walls for adults could not be looked at', async () => {
      await lookAtWalls(parts);
      await clock.sleep(soonEnough, closing.signal).catch(() => undefined);
    }),
    repeat(parts, closing.signal, 'miniatures could not be made', async () => {
      const made = await makeMiniatures(parts);
      if (made === 0) await clock.sleep(leisure, closing.signal).catch(() => undefined);
    }),
  ]);

  return {
    async close() {
      unsubscribe();
      closing.abort();
      await working;
      await hanger.close();
    },
  };
}

/** Again and again until the signal. What fails is logged and tried again after a moment. */
async function repeat(
  { clock, log }: CuratorParts,
  signal: AbortSignal,
  failed: string,
  work: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await work();
    } catch (error) {
      const { code, hint } = asProblem(error);
      log.warn({ problem: code, hint, ...(code === 'unexpected' && { err: error }) }, failed);
      await clock.sleep(leisure, signal).catch(() => undefined);
    }
  }
}

/** A gallery whose exhibition nobody can open, e.g. by a zone that this machine does not know, keeps no other from having one. */
async function openExhibitions({ curation, clock, log }: CuratorParts): Promise<void> {
  for (const { id, exhibition } of await curation.exhibiting()) {
    try {
      const week = exhibition && dueWeek(exhibition, clock.now());
      if (week !== undefined) await curation.exhibit(id, week);
    } catch (error) {
      log.warn({ gallery: id, problem: asProblem(error).code }, 'an exhibition could not be opened');
    }
  }
}

/** What is for adults must not stay where the restriction was lifted. A wall that cannot be looked at stays as it is. */
async function lookAtWalls({ curation, platforms, log }: CuratorParts): Promise<void> {
  for (const binding of await curation.restricted()) {
    const walls = wallsAt(binding.channel, platforms());
    try {
      const seen = await walls?.survey(bareId(binding.channel));
      if (seen?.restricted === false) await curation.lift(binding);
    } catch (error) {
      log.info({ wall: binding.channel, problem: asProblem(error).code }, 'a wall for adults could not be looked at');
    }
  }
}

/** How many were made. */
async function makeMiniatures({ curation, thumbnails }: CuratorParts): Promise<number> {
  if (!thumbnails) return 0;
  const plain = await curation.plain(fewAtOnce);
  for (const exhibit of plain) {
    const image = exhibit.generation?.image;
    const thumbhash = image && (await thumbnails.thumbhash(image));
    // An empty one says that there is none to be had.
    await curation.setThumbhash(exhibit, thumbhash ?? '');
  }
  return plain.length;
}

/** Wakes whoever waits, or the next one who does. */
function createBell(clock: Clock, signal: AbortSignal) {
  let isRung = false;
  let wake: (() => void) | undefined;
  return {
    ring(): void {
      isRung = true;
      wake?.();
    },
    async rung(patience: number): Promise<void> {
      const waiting = Promise.withResolvers<void>();
      wake = waiting.resolve;
      if (isRung) waiting.resolve();
      const over = new AbortController();
      const slept = clock.sleep(patience, AbortSignal.any([signal, over.signal])).catch(() => undefined);
      await Promise.race([waiting.promise, slept]);
      over.abort();
      wake = undefined;
      isRung = false;
    },
  };
}
