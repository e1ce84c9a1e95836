import { describe, expect, test } from 'vitest';
import { gallery } from '../../commands/gallery.ts';
import type { Survey } from '../../src/core/wall.ts';
import { recipeOf } from '../fakes/album.ts';
import { bindingOf, exhibitOf, galleriesOf, galleryOf, type Hanging } from '../fakes/galleries.ts';
import { type CallParts, call } from './call.ts';

const administrator = { id: 'discord:1', name: 'Grace', rights: ['administer' as const] };
const survey: Survey = { name: '#art', community: '9', look: 'messages', restricted: false, isOpen: true, missing: [] };
const channels = {
  '7': survey,
  '8': { ...survey, name: '#best-of' },
  '10': { ...survey, name: '#forum', look: 'posts' as const },
  '11': { ...survey, name: '#adults', restricted: true },
  '12': { ...survey, name: '#closed', missing: ['Send Messages', 'Attach Files'] },
  '14': { ...survey, name: '#plans', isOpen: false },
  '13': { ...survey, name: '#elsewhere', community: '99' },
};
const hangs: Hanging = { galleries: [galleryOf()], bindings: [bindingOf()] };

function administered(text: string, parts: CallParts = {}) {
  return call(gallery, text, { person: administrator, channels, ...parts });
}

describe('binding a channel', () => {
  test('as a starboard of the whole server, for three stars', async () => {
    const galleries = galleriesOf([]);
    const { replies, last } = await administered('bind', { galleries });
    expect(replies.map(({ state }) => state)).toEqual(['working', 'done']);
    expect(replies.every(({ whisper }) => whisper)).toBe(true);
    expect(last?.text).toBe(
      'What people star hangs in #art from now on. Collects from all channels that everybody here can read. Older pictures are collected, but not hung. It takes nothing that was made for adults only. With the code, administrators elsewhere bind their channels to it and may change it: /gallery bind --join and the code.',
    );
    const [bound] = await galleries.bindings({ channel: 'discord:7' });
    expect(bound).toMatchObject({
      ...{ community: 'discord:9', source: 'discord:9', look: 'messages', restricted: false, person: 'discord:1' },
      ...{ since: 1_700_000_000_000, locale: 'en' },
    });
    const made = await galleries.find({ id: bound?.gallery ?? '' });
    expect(made).toMatchObject({ name: '#art', rules: { threshold: 3, drops: true, ownStars: false } });
    expect(last?.facts).toContainEqual({ label: 'Code', value: made?.code, exact: true });
  });

  test.each([
    ['bind mirror #8 --from <#7>', '8', { source: 'discord:7', look: 'messages' }, 0],
    ['bind --to <#8> --from nothing', '8', { source: undefined, look: 'messages' }, 3],
    ['bind <#10>', '10', { look: 'posts' }, 0],
    ['bind forum #10 --threshold 2', '10', { look: 'posts' }, 2],
    ['bind web --from #7', '7', { source: 'discord:7', look: 'none' }, 0],
    ['bind #11', '11', { restricted: true }, 3],
    ['--mode mirror --to 8', '8', { look: 'messages' }, 0],
  ])('%s', async (text, channel, bound, threshold) => {
    const galleries = galleriesOf([]);
    expect((await administered(text, { galleries })).problem).toBeUndefined();
    const [binding] = await galleries.bindings({ channel: `discord:${channel}` });
    expect(binding).toMatchObject(bound);
    expect((await galleries.find({ id: binding?.gallery ?? '' }))?.rules.threshold).toBe(threshold);
  });

  test.each([
    ['bind #12', 'wall_permissions_missing'],
    ['bind web #12', undefined],
    ['bind forum #8', 'forum_needed'],
    ['bind starboard #10', 'forum_unfit'],
    ['bind #8 --from #8', 'gallery_echo'],
    ['bind #8 --from #14', 'source_closed'],
    ['bind #14', undefined],
    ['bind #13', 'channel_unknown'],
    ['bind #8 --from #13', 'channel_unknown'],
    ['bind #404', 'channel_unknown'],
    ['bind --to slack:C1', 'channel_unknown'],
    ['bind --join XYZ', 'gallery_unknown'],
    [`bind --join ${recipeOf(5)}`, 'gallery_unknown'],
    ['bind the fox', 'option_unknown'],
    ['bind mirror --mode web', 'option_twice'],
  ])('%s: %s', async (text, problem) => {
    expect((await administered(text, { galleries: galleriesOf([]) })).problem).toBe(problem);
  });

  test('is for administrators, and for channels', async () => {
    const galleries = galleriesOf([]);
    expect((await call(gallery, 'bind', { galleries, channels })).problem).toBe('administrators_only');
    const place = { platform: 'slack', channel: 'D1', community: 'T1', direct: true };
    const { last } = await administered('bind', { galleries, place });
    expect(last?.text).toBe('Galleries belong to the channels of a server or workspace. Please ask in one of them.');
  });

  test.each([
    { platform: 'discord', channel: '14', community: '9' },
    { platform: 'discord', channel: '140', parent: '14', community: '9' },
  ])('gives pictures away that not everybody sees, when that is asked for where they are: %j', async (place) => {
    const galleries = galleriesOf([]);
    const { last } = await administered('bind #8 --from #14', { galleries, place });
    expect(last?.text).toContain('Whoever sees #best-of then sees what is made in #plans.');
  });

  test('with a code, to a gallery of another chat, whose rules stay unless they are given', async () => {
    const galleries = galleriesOf([], hangs);
    const place = { platform: 'slack', channel: 'C1', community: 'T1' };
    const slack = { C1: { ...survey, community: 'T1' }, C2: { ...survey, name: '#best', community: 'T1' } };
    const code = galleryOf().code.toLowerCase();
    const parts = { galleries, place, channels: slack };
    expect((await administered(`bind starboard <#C2|best> --join ${code}`, parts)).problem).toBeUndefined();
    expect(await galleries.bindings({ gallery: 'gallery-1' })).toHaveLength(2);
    expect((await galleries.find({ id: 'gallery-1' }))?.rules.threshold).toBe(0);
    await administered(`bind <#C2|best> --join ${code} --threshold 4`, parts);
    expect((await galleries.find({ id: 'gallery-1' }))?.rules).toEqual({ ...galleryOf().rules, threshold: 4 });
  });

  test('again changes the same gallery, also when the call is run again', async () => {
    const galleries = galleriesOf([]);
    const first = await administered('bind #8 --name Foxes', { galleries });
    const again = await administered('bind #8 --name Foxes', { galleries });
    expect(again.last).toEqual(first.last);
    await administered('bind mirror #8 --from #7', { galleries });
    const [bound] = await galleries.bindings({ channel: 'discord:8' });
    expect(bound?.source).toBe('discord:7');
    expect(await galleries.find({ id: bound?.gallery ?? '' })).toMatchObject({
      name: 'Foxes',
      rules: { threshold: 0 },
    });
  });

  test('from a thread, binds the channel around it', async () => {
    const galleries = galleriesOf([]);
    const place = { platform: 'discord', channel: '80', parent: '8', community: '9' };
    await administered('bind', { galleries, place });
    expect(await galleries.bindings({ channel: 'discord:8' })).toHaveLength(1);
  });
});

describe('what is bound', () => {
  const place = { platform: 'discord', channel: '8', community: '9' };

  test('everybody sees how the gallery of a channel is, but neither its code nor other channels', async () => {
    const galleries = galleriesOf([exhibitOf()], {
      ...hangs,
      bindings: [bindingOf(), bindingOf({ channel: 'discord:7', source: undefined })],
    });
    const { last } = await call(gallery, 'info', { galleries, channels, place });
    expect(last?.facts?.map(({ label, value }) => [label, value])).toEqual([
      ['Gallery', 'Foxes'],
      ['Pictures', '1'],
      ['Shows', 'every public picture'],
      ['On the web', 'off'],
      ['Weekly exhibition', 'off'],
    ]);
    expect(last?.sections).toEqual([
      {
        heading: 'Its channels',
        rows: [{ term: '#best-of', text: 'Pictures hang there as messages. Collects from #art.' }],
      },
    ]);
  });

  test('administrators see all of it, with what is wrong', async () => {
    const galleries = galleriesOf([], {
      galleries: [galleryOf(), galleryOf({ id: 'gallery-2', name: 'Crows' })],
      bindings: [
        bindingOf({ trouble: 'permission_missing' }),
        bindingOf({ channel: 'discord:404', source: 'discord:9', look: 'posts' }),
        bindingOf({ channel: 'slack:C1', community: 'slack:T1' }),
        bindingOf({ channel: 'discord:7', gallery: 'gallery-2', source: undefined, look: 'none' }),
      ],
    });
    const { last } = await administered('info', { galleries, place });
    expect(last?.facts?.at(-1)).toEqual({ label: 'Code', value: galleryOf().code, exact: true });
    const [own, others] = last?.sections ?? [];
    expect(own?.rows.map(({ term }) => term)).toEqual(['#404', '#best-of', '…']);
    expect(own?.rows[1]?.text).toContain('I may not post pictures in this channel any more.');
    expect(own?.rows[0]?.text).toBe(
      'Pictures hang there as posts. Collects from all channels that everybody here can read.',
    );
    expect(others).toEqual({ heading: 'Other galleries here', rows: [{ term: 'Crows', text: 'in one channel' }] });
  });

  test('where nothing is bound, that it is not', async () => {
    const galleries = galleriesOf([], hangs);
    expect((await call(gallery, 'info', { galleries, channels })).problem).toBe('gallery_missing');
    // The only gallery of a server is meant wherever its administrators ask.
    expect((await administered('info', { galleries })).problem).toBeUndefined();
    const elsewhere = { platform: 'discord', channel: '13', community: '99' };
    expect((await administered('info #8', { galleries, place: elsewhere })).problem).toBe('gallery_missing');
  });

  test('of another channel, administrators alone are told', async () => {
    const galleries = galleriesOf([], hangs);
    for (const text of ['info #8', 'web --to #8', 'exhibition --to #8']) {
      const { problem } = await call(gallery, text, { galleries, channels, webUrl: 'https://easel.example' });
      expect(problem).toBe('administrators_only');
    }
    expect((await call(gallery, 'info #8', { galleries, channels, place })).problem).toBeUndefined();
  });

  test('ends by unbinding a channel that is meant, and never another one', async () => {
    const galleries = galleriesOf([], hangs);
    expect((await administered('unbind', { galleries })).problem).toBe('gallery_missing');
    expect(await galleries.bindings({ gallery: 'gallery-1' })).toHaveLength(1);
    expect((await administered('unbind', { galleries, place })).problem).toBeUndefined();
    expect(await galleries.bindings({ gallery: 'gallery-1' })).toEqual([]);
  });

  test('ends by unbinding, also of a channel that is gone', async () => {
    const bindings = ['discord:404', 'discord:7'].map((channel) => bindingOf({ channel }));
    const galleries = galleriesOf([], { ...hangs, bindings });
    expect((await call(gallery, 'unbind #404', { galleries })).problem).toBe('administrators_only');
    const { last } = await administered('unbind #404', { galleries });
    expect(last?.text).toContain('no longer belongs to “Foxes”');
    expect(last?.text).not.toContain('this gallery has ended');
    expect((await administered('unbind #7', { galleries })).last?.text).toContain('this gallery has ended');
    expect(await galleries.bindings({ channel: 'discord:404' })).toEqual([]);
    expect((await administered('unbind #404', { galleries })).problem).toBe('gallery_missing');
  });
});

describe('changing a gallery', () => {
  const place = { platform: 'discord', channel: '8', community: '9' };
  const webUrl = 'https://easel.example';

  test('its rules and its name, and what is not named stays', async () => {
    const galleries = galleriesOf([], hangs);
    const { last } = await administered('rules --threshold 5 --no-drop --days 30 --name Crows', { galleries, place });
    expect(await galleries.find({ id: 'gallery-1' })).toMatchObject({
      ...{ name: 'Crows', rules: { threshold: 5, drops: false, ownStars: true, days: 30 } },
    });
    expect(last?.facts).toContainEqual({ label: 'Shows', value: 'what 5 people have starred' });
    await administered('--days 0', { galleries, place });
    expect((await galleries.find({ id: 'gallery-1' }))?.rules).toMatchObject({ threshold: 5, days: undefined });
    expect((await call(gallery, 'rules', { galleries, place })).problem).toBe('administrators_only');
  });

  test('who sees it on the web', async () => {
    const galleries = galleriesOf([], hangs);
    const { last } = await administered('web members', { galleries, place, webUrl });
    expect(last?.text).toContain('Makers are asked');
    const url = `https://easel.example/g/${'a'.repeat(24)}`;
    expect(last?.code).toBe(url);
    const shown = async (text: string, parts: CallParts = {}) => {
      const { last: told } = await call(gallery, text, { galleries, place, webUrl, channels, ...parts });
      return { links: told?.links, code: told?.code };
    };
    const links = [{ label: 'Open on the web', url }];
    for (const text of ['web', 'info']) expect(await shown(text)).toEqual({ links, code: undefined });
    await administered('--visibility link', { galleries, place, webUrl });
    for (const text of ['web', 'info']) {
      expect(await shown(text)).toEqual({ links: [], code: undefined });
      expect(await shown(text, { person: administrator })).toEqual({ links, code: url });
    }
    expect((await call(gallery, 'web public', { galleries, place, webUrl })).problem).toBe('administrators_only');
  });

  test('its link and its code are made anew', async () => {
    const galleries = galleriesOf([], hangs);
    const { last } = await administered('web revoke', { galleries, place, webUrl });
    expect(last?.text).toContain('The old link and the old code no longer work.');
    expect(await galleries.find({ code: galleryOf().code })).toBeUndefined();
  });

  test('not onto the web where there is none', async () => {
    const galleries = galleriesOf([], hangs);
    expect((await administered('web public', { galleries, place })).problem).toBe('web_unreachable');
    expect((await administered('web off', { galleries, place })).problem).toBeUndefined();
  });

  test('when it exhibits', async () => {
    const galleries = galleriesOf([], hangs);
    const exhibits = async (text: string) => {
      const { problem } = await administered(text, { galleries, place });
      return problem ?? (await galleries.find({ id: 'gallery-1' }))?.exhibition;
    };
    expect(await exhibits('exhibition --time 9:30')).toBe('option_missing');
    expect(await exhibits('exhibition 周五')).toEqual({ weekday: 5, hour: 18, minute: 0, zone: 'UTC' });
    const vienna = { weekday: 5, hour: 9, minute: 30, zone: 'Europe/Vienna' };
    expect(await exhibits('exhibition 9:30 europe/vienna')).toEqual(vienna);
    expect(await exhibits('exhibition')).toEqual(vienna);
    expect(await exhibits('exhibition --zone Mars/Olympus')).toBe('zone_unknown');
    expect(await exhibits('exhibition tomorrow')).toBe('time_unreadable');
    expect(await exhibits('--time 25:00')).toBe('time_unreadable');
    expect(await exhibits('exhibition off')).toBeUndefined();
    expect((await call(gallery, 'exhibition off', { galleries, place })).problem).toBe('administrators_only');
  });
});
