import { describe, expect, test } from 'vitest';
import { gallery } from '../../commands/gallery.ts';
import { show } from '../../commands/show.ts';
import type { Exhibit, Visibility } from '../../src/core/gallery.ts';
import type { Invocation } from '../../src/core/invocation.ts';
import type { Button, Reply } from '../../src/core/reply.ts';
import { recipeOf } from '../fakes/album.ts';
import { bindingOf, exhibitOf, galleriesOf, galleryOf } from '../fakes/galleries.ts';
import { invocationOf } from '../fakes/invocation.ts';
import { type CallParts, call, under } from './call.ts';

const grace = { id: 'discord:77', name: 'Grace' };

/** Twenty pictures of the channel, newest last. */
const twenty = Array.from({ length: 20 }, (_, n) => exhibitOf({ n, recipe: recipeOf(n + 1), stars: n % 3 }));

const recipes = (reply: Reply | undefined) => reply?.facts?.map(({ value }) => value);
const labelled = (reply: Reply | undefined, label: string) => reply?.buttons?.find((each) => each.label === label);

/** Presses a button of a page that was asked for with `text`. */
function press(button: Button | undefined, asked: Invocation, parts: CallParts) {
  const [about = '', text = ''] = [button?.about, button?.with];
  return call(gallery, text, { ...parts, calls: [asked], ...under(about, { id: 'discord:2' }) });
}

describe('browsing', () => {
  test('shows the newest pictures of the channel to whoever asks', async () => {
    const { last } = await call(gallery, '', { galleries: galleriesOf(twenty) });
    expect(last).toMatchObject({ whisper: true, text: 'Pictures of this channel, newest first.' });
    expect(recipes(last)).toEqual([20, 19, 18, 17, 16, 15].map(recipeOf));
    expect(last?.facts?.[0]?.label).toBe('1. ★ 1 a fox at dawn');
    expect(last?.images).toHaveLength(6);
    expect(new Set(last?.images?.map(({ name }) => name)).size).toBe(6);
    expect(last?.buttons?.map(({ label }) => label)).toEqual(['Next', '📤 Post here']);
  });

  test('opens, rerolls and explains each of them', async () => {
    const { last } = await call(gallery, '', { galleries: galleriesOf(twenty) });
    const firsts = last?.menus?.map(({ choices: [first] }) => first);
    expect(firsts).toMatchObject([
      { command: 'show', about: 'discord:100', picture: 19, with: '--whole' },
      { command: 'reroll', about: 'discord:100', picture: 19 },
      { command: 'show', about: 'discord:100', picture: 19 },
    ]);
    const opened = await call(show, '--whole', { kept: twenty, ...under('discord:100', { picture: 19 }) });
    expect(opened.last).toMatchObject({ whisper: true, images: [{}] });
  });

  test('the most starred first', async () => {
    const { last } = await call(gallery, '--order stars', { galleries: galleriesOf(twenty) });
    expect(last?.text).toContain('most starred first');
    expect(last?.facts?.every(({ label }) => label.includes('★ 2'))).toBe(true);
  });

  test('goes on and back over all pages, in the same place, whatever was looked for', async () => {
    const words = 'fox '.repeat(60).trim();
    const asked = invocationOf(words, { id: 'discord:1', command: 'gallery' });
    const parts = { galleries: galleriesOf(twenty), inPlace: true };
    let { last } = await call(gallery, words, parts);
    const seen = [recipes(last)];
    while (labelled(last, 'Next')) {
      ({ last } = await press(labelled(last, 'Next'), asked, parts));
      expect(last).toMatchObject({ where: 'subject', whisper: true });
      // What a button holds beside its call (Discord: custom id of 100 characters).
      for (const button of last?.buttons ?? []) expect(button.with?.length).toBeLessThanOrEqual(60);
      seen.push(recipes(last));
    }
    expect(seen.flat()).toEqual(twenty.map(({ recipe }) => recipe).toReversed());
    expect(last?.facts).toHaveLength(2);
    for (const page of seen.slice(0, -1).toReversed()) {
      ({ last } = await press(labelled(last, 'Previous'), asked, parts));
      expect(recipes(last)).toEqual(page);
    }
    expect(labelled(last, 'Previous')).toBeUndefined();
    expect(labelled(last, 'Next')).toBeDefined();
  });

  test('posts the same page for everybody, which others turn for themselves', async () => {
    const asked = invocationOf('fox', { id: 'discord:1', command: 'gallery' });
    const parts = { galleries: galleriesOf(twenty), inPlace: true };
    const first = await call(gallery, 'fox', parts);
    const second = await press(labelled(first.last, 'Next'), asked, parts);
    const { last: posted } = await press(labelled(second.last, '📤 Post here'), asked, parts);
    expect(posted?.whisper).toBeUndefined();
    expect(posted?.where).toBeUndefined();
    expect(recipes(posted)).toEqual(recipes(second.last));
    const next = labelled(posted, 'Next');
    expect(next?.about).toBe('discord:2');
    const posting = invocationOf(`--post --after ${recipeOf(15)}`, {
      ...{ id: 'discord:2', command: 'gallery', about: 'discord:1' },
    });
    const turned = await call(gallery, next?.with ?? '', {
      ...{ ...parts, calls: [asked, posting], person: grace },
      ...under('discord:2', { id: 'discord:3' }),
    });
    expect(turned.last).toMatchObject({ whisper: true });
    expect(turned.last?.where).toBeUndefined();
    expect(recipes(turned.last)).toEqual([8, 7, 6, 5, 4, 3].map(recipeOf));
    expect(labelled(turned.last, 'Next')?.about).toBe('discord:1');
  });

  test('a page from the channel, turned in direct messages, is still the channel’s', async () => {
    const place = { platform: 'slack', channel: 'C1', community: 'T1' };
    const person = { id: 'slack:T1:U1', name: 'Ada' };
    const direct = { ...place, channel: 'D1', direct: true };
    const asked = invocationOf('', { id: 'slack:1', command: 'gallery', place, person });
    const galleries = galleriesOf(twenty.map((each) => ({ ...each, channel: 'slack:C1', community: 'slack:T1' })));
    const { last } = await call(gallery, `--after ${recipeOf(15)}`, {
      ...{ galleries, place: direct, person, calls: [asked] },
      ...under('slack:1', { id: 'slack:2' }),
    });
    expect(recipes(last)?.[0]).toBe(recipeOf(14));
    const { last: posted } = await call(gallery, '--post', {
      ...{ galleries, place: direct, person, calls: [asked] },
      ...under('slack:1', { id: 'slack:2' }),
    });
    expect(posted).toMatchObject({ where: { channel: 'C1' } });
  });

  test('a page of another channel is not turned by whoever cannot have seen it', async () => {
    const asked = invocationOf('', {
      ...{ id: 'discord:1', command: 'gallery' },
      place: { platform: 'discord', channel: '99', community: '9' },
    });
    const parts = { galleries: galleriesOf(twenty), calls: [asked], ...under('discord:1', { id: 'discord:2' }) };
    expect((await call(gallery, '--post', { ...parts, person: grace })).problem).toBe('not_yours');
    expect((await call(gallery, '--post', { ...parts, calls: [] })).problem).toBe('call_forgotten');
  });

  test('typed in answer to a picture, it is about the channel', async () => {
    const calls = [invocationOf('a fox', { id: 'discord:100' })];
    const parts = { galleries: galleriesOf(twenty), calls, ...under('discord:100') };
    expect((await call(gallery, '--post', parts)).last?.images).toHaveLength(6);
  });

  test('of one person, of oneself, in a style, with a seed, or about something', async () => {
    const named = (changes: Partial<Exhibit>, n: number) => exhibitOf({ n, recipe: recipeOf(n + 1), ...changes });
    const { request } = exhibitOf();
    const galleries = galleriesOf([
      named({ person: 'discord:77' }, 0),
      named({ notes: { style: 'noir' } }, 1),
      named({ request: { ...request, seed: 7 } }, 2),
      named({ request: { ...request, prompt: 'a crow' }, generation: exhibitOf().generation }, 3),
    ]);
    const found = async (text: string, parts: CallParts = {}) =>
      recipes((await call(gallery, text, { galleries, ...parts })).last);
    expect(await found('--person <@77>')).toEqual([recipeOf(1)]);
    expect(await found('--mine', { person: grace })).toEqual([recipeOf(1)]);
    expect(await found('--style noir')).toEqual([recipeOf(2)]);
    expect(await found('--seed 7')).toEqual([recipeOf(3)]);
    expect(await found('crow')).toEqual([recipeOf(4)]);
    expect((await call(gallery, '--person "a b"', { galleries })).problem).toBe('person_unknown');
  });

  test('about what is an action, too, when that is said first', async () => {
    const request = { ...exhibitOf().request, prompt: 'a web of lies' };
    const galleries = galleriesOf([exhibitOf({ request })]);
    expect(recipes((await call(gallery, 'browse web of lies', { galleries })).last)).toEqual([recipeOf(1)]);
    expect(recipes((await call(gallery, 'web lies --action browse', { galleries })).last)).toEqual([recipeOf(1)]);
    expect((await call(gallery, 'web of lies', { galleries })).problem).toBe('option_unknown');
    expect((await call(gallery, 'Lies', { galleries })).last?.images).toHaveLength(1);
  });

  test('in a channel where a gallery hangs, of that gallery', async () => {
    const galleries = galleriesOf(twenty, { galleries: [galleryOf()], bindings: [bindingOf()] });
    const place = { platform: 'discord', channel: '8', community: '9' };
    const { last } = await call(gallery, '', { galleries, place });
    expect(last?.text).toBe('Pictures of the gallery “Foxes”, newest first.');
    const forWeb = { galleries: [galleryOf()], bindings: [bindingOf({ channel: 'discord:7', look: 'none' })] };
    expect((await call(gallery, '', { galleries: galleriesOf(twenty, forWeb) })).last?.text).toContain('this channel');
    const thread = { ...place, channel: '80', parent: '8' };
    expect((await call(gallery, '', { galleries, place: thread })).last?.images).toHaveLength(6);
  });

  test('leads to the gallery’s page where that needs no signing in, and its secret only with whoever looks after it', async () => {
    const place = { platform: 'discord', channel: '8', community: '9' };
    const root = { id: 'discord:1', name: 'Root', rights: ['administer' as const] };
    const leads = async (visibility: Visibility, text = '', parts: CallParts = {}) => {
      const galleries = galleriesOf(twenty, { galleries: [galleryOf({ visibility })], bindings: [bindingOf()] });
      const webUrl = 'https://easel.example';
      return (await call(gallery, text, { galleries, place, webUrl, ...parts })).last?.links;
    };
    const links = [{ label: 'Open on the web', url: `https://easel.example/g/${'a'.repeat(24)}` }];
    expect(await leads('public')).toEqual(links);
    expect(await leads('public', '--post')).toEqual(links);
    for (const visibility of ['off', 'members', 'link'] as const) expect(await leads(visibility)).toEqual([]);
    expect(await leads('link', '', { person: root })).toEqual(links);
    expect(await leads('link', '--post', { person: root })).toEqual([]);
    expect(await leads('public', '', { place: { ...place, channel: '7' } })).toEqual([]);
  });

  test('in direct messages, one’s own', async () => {
    const place = { platform: 'discord', channel: '5', community: undefined, direct: true };
    const own = twenty.map((each) => ({ ...each, notes: { private: true } }));
    const { last } = await call(gallery, '', { galleries: galleriesOf(own), place });
    expect(last?.text).toBe('Your pictures, newest first.');
    expect(last?.images).toHaveLength(6);
    expect(labelled(last, '📤 Post here')).toBeUndefined();
  });

  test('passes over what may not be shown here, and looks on for what may', async () => {
    const mixed = twenty.map((each, n) => (n < 4 ? each : { ...each, notes: { restricted: true } }));
    const { last } = await call(gallery, '', { galleries: galleriesOf(mixed) });
    expect(recipes(last)).toEqual([4, 3, 2, 1].map(recipeOf));
    const place = { platform: 'discord', channel: '7', community: '9', restricted: true };
    expect(recipes((await call(gallery, '', { galleries: galleriesOf(mixed), place })).last)?.[0]).toBe(recipeOf(20));
  });

  test.each([
    ['', 'There are no pictures here yet. Type /imagine and say what you want to see.', 0],
    ['crow', 'No picture here is like that. Fewer or other words may find one.', 1],
  ])('without any for %j, it says what to do', async (text, said, buttons) => {
    const { last } = await call(gallery, text, { galleries: galleriesOf([]) });
    expect(last).toMatchObject({ text: said, whisper: true });
    expect(last?.buttons).toHaveLength(buttons);
  });
});
