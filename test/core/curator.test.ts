import { describe, expect, it, vi } from 'vitest';
import type { Candidate, Job, Scene } from '../../src/core/curation.ts';
import { type CuratorParts, createCurator } from '../../src/core/curator.ts';
import type { Exhibit, Gallery } from '../../src/core/gallery.ts';
import { Problem, type ProblemCode } from '../../src/core/problem.ts';
import type { Reply } from '../../src/core/reply.ts';
import { keptOf } from '../fakes/album.ts';
import { manualClock } from '../fakes/clock.ts';
import { type FakeCuration, fakeCuration } from '../fakes/curation.ts';
import { bindingOf, galleryOf } from '../fakes/galleries.ts';
import { recordedLog } from '../fakes/log.ts';
import { type FakeWalls, fakeWalls } from '../fakes/walls.ts';

const exhibit: Exhibit = { ...keptOf(), stars: 3, credit: 'Ada', thumbhash: undefined };

const job: Job = {
  id: 'discord:70 picture 1',
  wall: 'discord:70',
  look: 'messages',
  hung: { kind: 'picture', gallery: 'g', picture: 1 },
  wanted: true,
  address: undefined,
  shown: undefined,
  failures: 0,
  mark: 1,
};

const candidate: Candidate = {
  ...{ picture: 7, kept: exhibit, stars: 3, ownStar: false, consent: { stars: 'open', web: 'open' } },
  ...{ answers: {}, galleries: [] },
};

const scene: Scene = { gallery: undefined, binding: undefined, exhibits: [exhibit], spoiler: false, locale: 'en' };
const layout = (_: Job, { exhibits: [first] }: Scene): Reply | undefined =>
  first && { state: 'done', text: `★ ${first.stars}` };

interface Given extends Partial<CuratorParts> {
  readonly walls?: FakeWalls;
}

/** Runs a curator until `what` is so. */
async function curated(
  curation: FakeCuration,
  { walls = fakeWalls('discord'), ...parts }: Given,
  what: (clock: ReturnType<typeof manualClock>) => void | Promise<void>,
): Promise<void> {
  const clock = manualClock();
  const curator = createCurator({
    curation,
    platforms: () => [walls.platform],
    layout,
    clock,
    log: recordedLog(),
    ...parts,
  });
  try {
    await what(clock);
  } finally {
    await curator.close();
  }
}

const ending = (curation: FakeCuration, count = 1) =>
  vi.waitFor(() => {
    expect(curation.ended).toHaveLength(count);
    return curation.ended[count - 1]?.end ?? expect.fail('not ended');
  });

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

  it('hangs a picture, and says where it is and what it shows', async () => {
    const walls = fakeWalls('discord');
    const curation = fakeCuration({ scene: () => scene });
    await curated(curation, { walls }, async () => {
      curation.give(job);
      const end = await ending(curation);
      expect(end).toMatchObject({ kind: 'done', address: { id: job.id }, message: `discord:message of ${job.id}` });
      expect(walls.there.get(job.id)?.text).toBe('★ 3');
      // As it is already: nobody is asked.
      const shown = end.kind === 'done' ? end.shown : undefined;
      curation.give({ ...job, address: { id: job.id }, shown });
      expect(await ending(curation, 2)).toMatchObject({ kind: 'done', shown });
      expect(walls.shows).toBe(1);
    });
    expect(walls.spots[0]).toEqual({ id: job.id, channel: '70', look: 'messages' });
  });

  it('shows it again when it has changed', async () => {
    const walls = fakeWalls('discord');
    const curation = fakeCuration({ scene: () => scene });
    await curated(curation, { walls }, async () => {
      curation.give({ ...job, address: { id: job.id }, shown: 'something else' });
      await ending(curation);
    });
    expect(walls.shows).toBe(1);
  });

  it('takes down what is to go, and what has nothing to show', async () => {
    const walls = fakeWalls('discord');
    const curation = fakeCuration({ scene: () => ({ ...scene, exhibits: [] }) });
    const gone = { kind: 'done', address: undefined, message: undefined, shown: undefined };
    await curated(curation, { walls }, async () => {
      curation.give({ ...job, wanted: false, address: { id: job.id } });
      expect(await ending(curation)).toEqual(gone);
      curation.give({ ...job, address: { id: job.id } });
      expect(await ending(curation, 2)).toEqual(gone);
      // Nothing was there.
      curation.give({ ...job, wanted: false });
      expect(await ending(curation, 3)).toEqual(gone);
    });
    expect(walls.there.size).toBe(0);
  });

  it('writes to people in their direct messages', async () => {
    const walls = fakeWalls('discord');
    const curation = fakeCuration({ scene: () => scene });
    await curated(curation, { walls }, async () => {
      const hung = { kind: 'ask', ask: 'web', gallery: 'g', picture: 1 } as const;
      curation.give({ ...job, wall: 'direct:discord:42', hung });
      await ending(curation);
    });
    expect(walls.spots[0]?.channel).toEqual({ direct: 'discord:42' });
  });

  it.each<[ProblemCode, string, object, readonly string[]]>([
    ['message_gone', 'discord:70', { kind: 'gone' }, []],
    ['direct_messages_closed', 'direct:discord:42', { kind: 'gone' }, []],
    ['place_unreachable', 'direct:discord:42', { kind: 'gone' }, []],
    ['place_unreachable', 'discord:70', { kind: 'later', wait: 2000 }, ['discord:70 place_unreachable']],
    ['permission_missing', 'discord:70', { kind: 'later', wait: 2000 }, ['discord:70 permission_missing']],
    ['place_silent', 'discord:70', { kind: 'later', wait: 2000 }, []],
    ['unexpected', 'discord:70', { kind: 'later', wait: 2000 }, []],
  ])('%s at %s ends as %o', async (code, wall, end, stopped) => {
    const walls = fakeWalls('discord');
    const facts = code === 'permission_missing' ? { permissions: [] } : {};
    walls.fail(new Problem(code, facts));
    const curation = fakeCuration({ scene: () => scene });
    await curated(curation, { walls }, async () => {
      curation.give({ ...job, wall });
      expect(await ending(curation)).toMatchObject(end);
    });
    expect(curation.stopped).toEqual(stopped);
  });

  it('gives up taking down what nobody can reach any more', async () => {
    const walls = fakeWalls('discord');
    walls.fail(new Problem('place_unreachable', {}));
    const curation = fakeCuration({ scene: () => scene });
    await curated(curation, { walls }, async () => {
      curation.give({ ...job, wanted: false, address: { id: job.id } });
      expect(await ending(curation)).toEqual({ kind: 'gone' });
    });
    expect(curation.stopped).toEqual([]);
  });

  it('waits longer and longer, and an hour at most', async () => {
    const walls = fakeWalls('discord');
    walls.fail(new Problem('place_silent', {}));
    const curation = fakeCuration({ scene: () => scene });
    await curated(curation, { walls }, async () => {
      for (const [at, failures] of [0, 1, 5, 11, 99].entries()) {
        curation.give({ ...job, failures });
        await ending(curation, at + 1);
      }
    });
    const waits = curation.ended.map(({ end }) => (end.kind === 'later' ? end.wait : 0));
    expect(waits).toEqual([2000, 4000, 64_000, 3_600_000, 3_600_000]);
  });

  it('leaves what is another process’s platform to that', async () => {
    const curation = fakeCuration({ scene: () => scene });
    await curated(curation, {}, async () => {
      curation.give({ ...job, wall: 'slack:C1' });
      curation.give({ ...job, wall: 'direct:slack:U1' });
      curation.give({ ...job, wall: 'direct:discord:42' });
      await ending(curation);
    });
    expect(curation.ended.map((each) => each.job.wall)).toEqual(['direct:discord:42']);
  });

  it('takes down what is to go while other walls, or what is to be hung, keep it waiting', async () => {
    const [slow, other] = [fakeWalls('slack'), fakeWalls('discord')];
    const release = [slow.hold(), other.hold()];
    const curation = fakeCuration({ scene: () => scene });
    await curated(curation, { platforms: () => [slow.platform, other.platform] }, async () => {
      const many = Array.from({ length: 40 }, (_, at) => at);
      for (const at of many) curation.give({ ...job, id: `slow ${at}`, wall: `slack:C${at}`, wanted: at % 2 === 0 });
      for (const at of many) curation.give({ ...job, id: `same ${at}`, wall: 'discord:71', wanted: false });
      for (const at of many) curation.give({ ...job, id: `show ${at}`, wall: `discord:${at}` });
      // Eight of each kind, but two on one wall.
      await vi.waitFor(() => expect(slow.spots).toHaveLength(16));
      await vi.waitFor(() => expect(other.spots).toHaveLength(10));
      curation.give({ ...job, id: 'last', wall: 'discord:72', wanted: false });
      await vi.waitFor(() => expect(other.spots.map(({ id }) => id)).toContain('last'));
    });
    for (const go of release) go();
  });

  it('gives a chat that does not answer up before others may take the job', async () => {
    const walls = fakeWalls('discord');
    const release = walls.hold();
    const curation = fakeCuration({ scene: () => scene });
    await curated(curation, { walls }, async (clock) => {
      curation.give(job);
      await vi.waitFor(() => expect(walls.spots).toHaveLength(1));
      await clock.advance(12_000);
      expect(await ending(curation)).toMatchObject({ kind: 'later' });
    });
    release();
    expect(walls.there.size).toBe(0);
  });

  it('ends its jobs when it is closed, and says how they are', async () => {
    const walls = fakeWalls('discord');
    walls.hold();
    const curation = fakeCuration({ scene: () => scene });
    await curated(curation, { walls }, async () => {
      curation.give(job);
      await vi.waitFor(() => expect(walls.spots).toHaveLength(1));
    });
    expect(curation.ended).toMatchObject([{ end: { kind: 'later' } }]);
  });

  it.each([
    [true, 1],
    [false, 0],
    ['unknown', 0],
  ] as const)('hangs what is for adults only where adults alone are let in now: %s', async (restricted, shows) => {
    const walls = fakeWalls('discord', { restricted });
    const exhibits = [{ ...exhibit, notes: { restricted: true } }];
    const curation = fakeCuration({ scene: () => ({ ...scene, exhibits }) });
    await curated(curation, { walls }, async () => {
      curation.give(job);
      await ending(curation);
    });
    expect(walls.shows).toBe(shows);
  });

  it('leaves what is for adults out of an exhibition elsewhere, and shows the rest of it', async () => {
    const walls = fakeWalls('discord', { restricted: false });
    const exhibits = [{ ...exhibit, stars: 9, notes: { restricted: true } }, exhibit];
    const curation = fakeCuration({ scene: () => ({ ...scene, exhibits }) });
    await curated(curation, { walls }, async () => {
      curation.give({ ...job, hung: { kind: 'exhibition', gallery: 'g', week: '2026-11-26' } });
      await ending(curation);
    });
    expect(walls.there.get(job.id)?.text).toBe('★ 3');
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
