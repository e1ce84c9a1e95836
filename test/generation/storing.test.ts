import { describe, expect, test } from 'vitest';
import type { Images } from '../../src/core/image.ts';
import { Problem } from '../../src/core/problem.ts';
import type { Held } from '../../src/generation/held.ts';
import { createStoring } from '../../src/generation/storing.ts';
import { manualClock } from '../fakes/clock.ts';
import { memoryImages, pngBytes } from '../fakes/images.ts';
import { recordedLog } from '../fakes/log.ts';

const never = new AbortController().signal;
const full = new Problem('storage_failed', {}, { hint: 'IMAGES_URL: ENOSPC while writing a picture' });
const bytes = Buffer.from(pngBytes(1000));
const picture = { bytes, type: 'image/png', width: 8, height: 8 } as const;

/** A place for pictures that is full as long as the test says so. */
function start() {
  const clock = manualClock();
  const log = recordedLog();
  const disk = { full: false, asked: 0, told: [] as string[] };
  const kept = memoryImages();
  const images: Images = {
    ...kept,
    async check() {
      disk.asked++;
      if (disk.full) throw full;
    },
    async put(...given) {
      if (disk.full) throw full;
      return kept.put(...given);
    },
  };
  const tell = (what: string) => () => void disk.told.push(what);
  const held: Held = { bytes, become: () => held, giveWay: tell('gave way'), done: tell('done') };
  return { clock, log, disk, held, storing: createStoring({ images, log, clock }) };
}

describe('storing', () => {
  test('says whether there is room, and asks once for all who want to know at the same time', async () => {
    const { disk, storing } = start();
    await Promise.all([storing.ready(), storing.ready(), storing.ready()]);
    expect(disk.asked).toBe(1);
    disk.full = true;
    await expect(storing.ready()).rejects.toBe(full);
    disk.full = false;
    await storing.ready();
    expect(disk.asked).toBe(3);
  });

  test('keeps a picture in memory until there is room for it, and alerts the operator once', async () => {
    const { clock, log, disk, held, storing } = start();
    disk.full = true;
    const stored = storing.put(picture, held, never);
    await clock.advance(60_000);
    expect(disk.told).toContain('gave way');
    expect(disk.told).not.toContain('done');
    disk.full = false;
    await clock.advance(15_000);
    expect(await stored).toMatchObject({ width: 8, bytes: 1000 });
    expect(disk.told.at(-1)).toBe('done');
    await storing.ready();
    expect(log.lines.map(({ level, fields, message }) => [level, 'alert' in fields, message])).toEqual([
      ['error', true, 'a picture that is paid for cannot be stored; that is tried again until it can'],
      ['info', false, 'pictures can be kept again'],
    ]);
  });

  test('gives up with whoever wanted it', async () => {
    const { clock, disk, held, storing } = start();
    disk.full = true;
    const stop = new AbortController();
    const stored = storing.put(picture, held, stop.signal);
    await clock.advance(1000);
    const reason = new Problem('cancelled', {});
    stop.abort(reason);
    await expect(stored).rejects.toBe(reason);
    await expect.poll(() => disk.told.at(-1)).toBe('done');
    expect(clock.sleepers).toBe(0);
  });
});
