import { describe, expect, it, vi } from 'vitest';
import { Problem, type ProblemCode } from '../../src/core/problem.ts';
import { fakeCuration } from '../fakes/curation.ts';
import { fakeWalls } from '../fakes/walls.ts';
import { curated, ending, exhibit, job, scene } from './curated.ts';

describe('hanger', () => {
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

  it('takes the message down with which somebody was answered who has erased everything', async () => {
    const walls = fakeWalls('discord');
    const curation = fakeCuration({});
    await curated(curation, { walls }, async () => {
      const hung = { kind: 'original', message: 'discord:5' } as const;
      curation.give({ ...job, hung, wanted: false });
      expect(await ending(curation)).toEqual({
        kind: 'done',
        address: undefined,
        message: undefined,
        shown: undefined,
      });
    });
    expect([walls.taken, walls.spots]).toEqual([['discord:5 70'], []]);
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
});
