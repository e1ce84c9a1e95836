import { describe, expect, it, vi } from 'vitest';
import type { Gallery } from '../../src/core/gallery.ts';
import { Problem } from '../../src/core/problem.ts';
import { fakeCuration } from '../fakes/curation.ts';
import { bindingOf, galleryOf } from '../fakes/galleries.ts';
import { recordedLog } from '../fakes/log.ts';
import { fakeWalls } from '../fakes/walls.ts';
import { candidate, curated, ending, exhibit, job, scene } from './curated.ts';

describe('curator', () => {
  it('looks at what was touched at once, and says where it is to be', async () => {
    const curation = fakeCuration({ candidate: (picture) => ({ ...candidate, picture }) });
    await curated(curation, {}, async () => {
      curation.touch({ picture: 7, mark: 1, isOld: false });
      await vi.waitFor(() => expect(curation.decided).toHaveLength(1));
    });
    expect(curation.decided).toEqual([{ touched: { picture: 7, mark: 1, isOld: false }, verdicts: [] }]);
  });

  it('takes down what it found out first before it looks at all that is left', async () => {
    const curation = fakeCuration({
      candidate(picture) {
        if (picture === 0) curation.give({ ...job, wanted: false });
        return { ...candidate, picture };
      },
    });
    let lookedAt = 0;
    const end = curation.end;
    const watched = {
      ...curation,
      async end(...given: Parameters<typeof end>) {
        lookedAt = curation.decided.length;
        await end(...given);
      },
    };
    await curated(watched, {}, async () => {
      for (let picture = 0; picture < 100; picture++) curation.touch({ picture, mark: 1, isOld: false });
      await vi.waitFor(() => expect(curation.decided).toHaveLength(100));
      await ending(curation);
    });
    expect(lookedAt).toBeLessThanOrEqual(20);
  });

  it('looks at others when one of them cannot be looked at', async () => {
    const log = recordedLog();
    const curation = fakeCuration({
      candidate(picture) {
        if (picture === 1) throw new Error('its row is none');
        return { ...candidate, picture };
      },
    });
    await curated(curation, { log }, async () => {
      for (const picture of [1, 2]) curation.touch({ picture, mark: 1, isOld: false });
      await vi.waitFor(() => expect(curation.decided.map(({ touched }) => touched.picture)).toEqual([2]));
    });
    expect(log.lines).toMatchObject([{ fields: { picture: 1 }, message: 'a picture could not be looked at' }]);
  });

  it('keeps no picture waiting for a chat that is silent about others', async () => {
    const answers: ((isOpen: boolean) => void)[] = [];
    const walls = fakeWalls('discord', {}, () => new Promise<boolean>((resolve) => answers.push(resolve)));
    const gallery = galleryOf();
    const open = {
      gallery,
      bindings: [bindingOf({ gallery: gallery.id, source: 'discord:9' })],
      isIn: false,
      hangs: [],
    };
    const kept = { ...exhibit, community: 'discord:9', channel: 'discord:8' };
    const curation = fakeCuration({
      candidate: (picture) => ({ ...candidate, picture, kept, galleries: picture === 3 ? [] : [open] }),
    });
    await curated(curation, { walls }, async (clock) => {
      const decided = () => curation.decided.map(({ touched, verdicts }) => [touched.picture, verdicts[0]?.isIn]);
      for (const picture of [1, 2, 3]) curation.touch({ picture, mark: 1, isOld: false });
      await vi.waitFor(() => expect(decided()).toEqual([[3, undefined]]));
      expect(answers).toHaveLength(1);
      answers[0]?.(true);
      await vi.waitFor(() =>
        expect(decided().slice(1)).toEqual([
          [1, true],
          [2, true],
        ]),
      );
      // Believed for a minute; then a silence is over after ten seconds, and whoever holds the picture next asks again.
      await clock.advance(60_000);
      curation.touch({ picture: 4, mark: 1, isOld: false });
      await vi.waitFor(() => expect(answers).toHaveLength(2));
      await clock.advance(10_000);
      curation.touch({ picture: 4, mark: 1, isOld: false });
      await vi.waitFor(() => expect(answers).toHaveLength(3));
    });
  });

  it('finds what other processes have touched without being told', async () => {
    const curation = fakeCuration({ scene: () => scene });
    await curated(curation, {}, async (clock) => {
      await vi.waitFor(() => expect(clock.sleepers).toBeGreaterThan(1));
      curation.give(job, 'unheard');
      await clock.advance(500);
      expect(await ending(curation)).toMatchObject({ kind: 'done' });
    });
  });

  it('opens exhibitions of others when one of them has a time that nobody here can tell', async () => {
    const exhibition = { weekday: 2, hour: 22, minute: 10, zone: 'UTC' };
    const galleries = [
      galleryOf({ id: 'bad', exhibition: { ...exhibition, zone: 'Mars/Olympus' } }),
      galleryOf({ id: 'good', exhibition }),
    ];
    const curation = fakeCuration({ exhibiting: galleries });
    await curated(curation, {}, async () => {
      await vi.waitFor(() => expect(curation.exhibited).toEqual(['good 2023-11-14']));
    });
  });

  it('opens the exhibition that is due, and asks again every minute', async () => {
    const gallery: Gallery = {
      ...{ id: 'g', name: 'Best', visibility: 'off', address: '', code: '' },
      rules: { threshold: 0, drops: true, ownStars: false, days: undefined },
      // The clock of the tests begins on Tuesday 2023-11-14, 22:13:20 UTC.
      exhibition: { weekday: 2, hour: 22, minute: 14, zone: 'UTC' },
    };
    const curation = fakeCuration({ exhibiting: [gallery] });
    await curated(curation, {}, async (clock) => {
      await vi.waitFor(() => expect(clock.sleepers).toBeGreaterThan(2));
      expect(curation.exhibited).toEqual([]);
      await clock.advance(60_000);
      await vi.waitFor(() => expect(curation.exhibited).toEqual(['g 2023-11-14']));
    });
  });

  it.each([
    [false, ['discord:70']],
    [true, []],
    ['unknown', []],
  ] as const)(
    'takes what is for adults from a wall where others are let in by now: restricted is %s',
    async (restricted, lifted) => {
      const walls = fakeWalls('discord', { restricted });
      // Slack is not on here.
      const bindings = ['slack:C1', 'discord:70'].map((channel) => bindingOf({ channel, restricted: true }));
      const curation = fakeCuration({ restricted: bindings });
      let looks = 0;
      const counted = {
        ...curation,
        async restricted() {
          looks += 1;
          return bindings;
        },
      };
      await curated(counted, { walls }, async (clock) => {
        await vi.waitFor(() => expect(curation.lifted).toEqual(lifted));
        await vi.waitFor(async () => {
          await clock.advance(600_000);
          expect(looks).toBeGreaterThan(1);
        });
        expect(new Set(curation.lifted)).toEqual(new Set(lifted));
      });
    },
  );

  it('makes miniatures, and notes where none can be made', async () => {
    const other = { ...exhibit, recipe: 'other' };
    const curation = fakeCuration({ plain: [exhibit, other] });
    let asked = 0;
    const thumbnails = { thumbhash: async () => (asked++ === 0 ? 'abc=' : undefined) };
    await curated(curation, { thumbnails }, async () => {
      await vi.waitFor(() => expect(curation.thumbhashes.size).toBe(2));
    });
    expect([...curation.thumbhashes.values()]).toEqual(['abc=', '']);
  });

  it('goes on when the store is away for a moment', async () => {
    const curation = fakeCuration({ scene: () => scene });
    const log = recordedLog();
    await curated(curation, { log }, async (clock) => {
      curation.fail(new Problem('storage_failed', {}, { hint: 'gone' }));
      await vi.waitFor(() => expect(log.lines.length).toBeGreaterThan(0));
      curation.fail(undefined);
      curation.give(job);
      await clock.advance(2000);
      await ending(curation);
    });
  });
});
