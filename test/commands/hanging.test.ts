import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hangingReply } from '../../commands/hanging.ts';
import { titleOf } from '../../commands/title.ts';
import type { Hung, Job, Scene } from '../../src/core/curation.ts';
import type { Exhibit } from '../../src/core/gallery.ts';
import type { Reply } from '../../src/core/reply.ts';
import { recipeOf } from '../fakes/album.ts';
import { bindingOf, exhibitOf, galleryOf } from '../fakes/galleries.ts';

const picture: Hung = { kind: 'picture', gallery: 'gallery-1', picture: 1 };

function jobOf(hung: Hung, changes: Partial<Job> = {}): Job {
  const thing = { id: 'discord:8 picture 1', wall: 'discord:8', look: 'messages', hung, wanted: true } as const;
  return { ...thing, address: undefined, shown: undefined, failures: 0, mark: 1, ...changes };
}

function sceneOf(exhibits: readonly Exhibit[], changes: Partial<Scene> = {}): Scene {
  return { gallery: galleryOf(), binding: bindingOf(), exhibits, spoiler: false, locale: 'en', ...changes };
}

const labels = (reply: Reply | undefined) => reply?.facts?.map(({ label, value }) => `${label} ${value}`);

describe('a picture that hangs', () => {
  const message = { key: 'discord:7/555', channel: '7', community: '9' };
  const parent = recipeOf(9);

  test('has all its facts, its stars and its maker, and is rerolled from there', () => {
    const shown = exhibitOf({ stars: 3, message, notes: { style: 'noir', parent, kinship: 'new' } });
    const reply = hangingReply(jobOf(picture), sceneOf([shown]));
    expect(reply).toMatchObject({ images: [{}], quote: 'a fox at dawn', of: { about: 'discord:100', picture: 0 } });
    expect(labels(reply)).toEqual([
      ...['★ 3', 'By Ada', 'Seed 42', 'Time 7.2 s painting, 9.9 s in all', 'Model 2.1 Pro', 'Size 1024 × 576'],
      ...['Style noir', `Recipe ${recipeOf(1)}`, `From ${parent}`, 'Original open it'],
    ]);
    expect(reply?.facts?.at(-1)?.message).toEqual(message);
    expect(reply?.buttons?.[0]).toMatchObject({ command: 'reroll', about: 'discord:100', picture: 0 });
    expect(reply?.whisper).toBeUndefined();
    expect(reply?.post).toBeUndefined();
  });

  test('is hidden where every picture is', () => {
    const hidden = (hung: Hung) =>
      hangingReply(jobOf(hung), sceneOf([exhibitOf()], { spoiler: true }))?.images?.map(({ spoiler }) => spoiler);
    expect(hidden(picture)).toEqual([true]);
    expect(hidden({ kind: 'exhibition', gallery: 'gallery-1', week: '2026-11-26' })).toEqual([true]);
  });

  test.each([
    ['another chat', 'slack:C1', 'slack:T1'],
    ['another server', 'discord:8', 'discord:99'],
  ])('leads to no message of %s, which people there cannot reach', (_, wall, community) => {
    const scene = sceneOf([exhibitOf({ message })], { binding: bindingOf({ channel: wall, community }) });
    const reply = hangingReply(jobOf(picture, { wall }), scene);
    expect(reply?.facts?.some((fact) => fact.message)).toBe(false);
    expect(labels(reply)).not.toContain('Original open it');
  });

  test('stays behind its spoiler', () => {
    const reply = hangingReply(jobOf(picture), sceneOf([exhibitOf({ notes: { spoiler: true } })]));
    expect(reply?.images?.[0]?.spoiler).toBe(true);
  });

  test('is a post with a title and tags in a forum', () => {
    const scene = sceneOf([exhibitOf({ notes: { style: 'noir' } })]);
    const reply = hangingReply(jobOf(picture, { look: 'posts' }), scene);
    expect(reply?.post).toEqual({ title: 'a fox at dawn', tags: ['noir', 'wide', '2.1 Pro'] });
  });

  test.each<[string, Partial<Exhibit>]>([
    ['private', { notes: { private: true } }],
    ['unlisted', { notes: { unlisted: true } }],
    ['for adults', { notes: { restricted: true } }],
    ['deleted', { removedAt: 1 }],
    ['not there', { generation: undefined }],
  ])('is taken down when it is %s', (_, changes) => {
    expect(hangingReply(jobOf(picture), sceneOf([exhibitOf(changes)]))).toBeUndefined();
    expect(hangingReply(jobOf(picture), sceneOf([]))).toBeUndefined();
  });

  test('for adults hangs where adults alone are let in', () => {
    const scene = sceneOf([exhibitOf({ notes: { restricted: true } })], { binding: bindingOf({ restricted: true }) });
    expect(hangingReply(jobOf(picture), scene)?.images).toHaveLength(1);
  });
});

describe('a question to a maker', () => {
  const ask: Hung = { kind: 'ask', ask: 'web', gallery: 'gallery-1', picture: 1 };

  test('shows the picture and four answers, in the maker’s language', () => {
    const reply = hangingReply(
      jobOf(ask, { wall: 'direct:discord:42' }),
      sceneOf([exhibitOf()], { binding: undefined }),
    );
    expect(reply?.text).toBe('May this picture of yours be on the web page of the gallery “Foxes”?');
    expect(reply?.images).toHaveLength(1);
    expect(reply?.buttons?.map((button) => button.with)).toEqual(
      ['yes', 'no', 'always', 'never'].map((answer) => `--answer ${answer} --ask web`),
    );
    expect(hangingReply(jobOf(ask), sceneOf([exhibitOf()], { locale: 'zh' }))?.text).toContain('画廊“Foxes”');
  });

  test('is taken back with its picture or its gallery', () => {
    expect(hangingReply(jobOf(ask), sceneOf([]))).toBeUndefined();
    expect(hangingReply(jobOf(ask), sceneOf([exhibitOf()], { gallery: undefined }))).toBeUndefined();
  });
});

describe('an exhibition', () => {
  const exhibition: Hung = { kind: 'exhibition', gallery: 'gallery-1', week: '2026-11-26' };
  const twelve = Array.from({ length: 12 }, (_, n) => exhibitOf({ n, recipe: recipeOf(n + 1), stars: 12 - n }));

  test('shows ten with credits and stars', () => {
    const reply = hangingReply(jobOf(exhibition), sceneOf(twelve));
    expect(reply?.text).toBe('The most starred pictures of “Foxes” in the week up to November 26, 2026.');
    expect(reply?.images).toHaveLength(10);
    expect(new Set(reply?.images?.map(({ name }) => name)).size).toBe(10);
    expect(reply?.sections?.[0]?.rows[0]).toEqual({ term: recipeOf(1), text: '1. ★ 12 a fox at dawn · Ada' });
    expect(reply?.menus?.[0]?.choices).toHaveLength(10);
  });

  test('is nothing in a week without stars, or once its gallery has ended', () => {
    expect(hangingReply(jobOf(exhibition), sceneOf([]))).toBeUndefined();
    expect(hangingReply(jobOf(exhibition), sceneOf(twelve, { gallery: undefined }))).toBeUndefined();
  });
});

describe('what is wrong with a channel', () => {
  test.each([
    ['place_unreachable', 'I can no longer reach this channel.'],
    ['permission_missing', 'I may not post pictures in this channel any more.'],
    ['forum_unfit', 'This channel is another kind of channel now.'],
    ['unheard_of', 'Something keeps me from hanging pictures in this channel.'],
  ])('%s, and what to do', (code, said) => {
    const hung: Hung = { kind: 'trouble', channel: 'discord:8', code };
    const reply = hangingReply(jobOf(hung), sceneOf([], { binding: undefined }));
    expect(reply?.text).toContain('I cannot hang pictures in a channel of the gallery “Foxes”.');
    expect(reply?.text).toContain(said);
    expect(reply?.facts).toEqual([{ label: 'Channel', value: '8', exact: true }]);
    expect(hangingReply(jobOf(hung), sceneOf([], { gallery: undefined }))?.text).toContain('a channel of a gallery.');
  });
});

describe('titles of posts', () => {
  const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

  test('are whole words on one line', () => {
    expect(titleOf('a fox\n at  dawn')).toBe('a fox at dawn');
    expect(titleOf('fox '.repeat(40))).toBe(`${'fox '.repeat(24).trim()}…`);
    expect(titleOf('狐'.repeat(120))).toBe(`${'狐'.repeat(99)}…`);
  });

  test('have a hundred characters at most, and none is cut', () => {
    const words = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.constant('👩‍👩‍👧‍👦'.repeat(30)));
    fc.assert(
      fc.property(words, (said) => {
        const title = titleOf(said);
        expect(title.length).toBeGreaterThan(0);
        expect(title.length).toBeLessThanOrEqual(100);
        const line = Array.from(graphemes.segment(said.replace(/[\p{Cc}\s]+/gu, ' ').trim()), ({ segment }) => segment);
        const kept = Array.from(graphemes.segment(title.replace(/…$/, '')), ({ segment }) => segment);
        if (title.endsWith('…')) expect(line.slice(0, kept.length)).toEqual(kept);
      }),
    );
  });
});
