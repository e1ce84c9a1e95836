import { describe, expect, test } from 'vitest';
import { agree } from '../../commands/agree.ts';
import { privacy } from '../../commands/privacy.ts';
import { consentKey } from '../../src/core/consent.ts';
import { keptOf } from '../fakes/album.ts';
import { contextOf } from '../fakes/context.ts';
import { exhibitOf, galleriesOf, galleryOf } from '../fakes/galleries.ts';
import { recordedGenerate } from '../fakes/generation.ts';
import { invocationOf } from '../fakes/invocation.ts';
import { memorySettings } from '../fakes/settings.ts';
import { type CallParts, call, under } from './call.ts';

const grace = { id: 'discord:77', name: 'Grace' };

/** Galleries that remember whose pictures are to be looked at again. */
function watched() {
  const reconsidered: string[] = [];
  const galleries = {
    ...galleriesOf([exhibitOf()]),
    reconsider: async (person: string) => void reconsidered.push(person),
  };
  return { galleries, reconsidered };
}

describe('what somebody decides', () => {
  test('is shown with what it means', async () => {
    const { last } = await call(privacy, '', { settings: memorySettings() });
    expect(last).toMatchObject({ whisper: true });
    expect(last?.facts?.map(({ value }) => value)).toEqual([
      'bring your pictures into galleries (open)',
      'show those that you have agreed to (ask)',
      'your name here, Ada',
    ]);
  });

  test('is kept, and what is shown already is looked at again', async () => {
    const settings = memorySettings();
    const { galleries, reconsidered } = watched();
    const decide = async (text: string) => {
      await call(privacy, text, { settings, galleries });
      return (await settings.get(consentKey('discord:42')))?.value;
    };
    expect(await decide('--stars never --web open')).toEqual({ stars: 'never', web: 'open' });
    expect(await decide('--name "Ada  L."')).toEqual({ stars: 'never', web: 'open', name: 'Ada L.' });
    expect(await decide('--name -')).toEqual({ stars: 'never', web: 'open' });
    expect(reconsidered).toEqual(['discord:42', 'discord:42', 'discord:42']);
    await decide('');
    expect(reconsidered).toHaveLength(3);
    expect((await call(privacy, `--name ${'a'.repeat(51)}`, { settings })).problem).toBe('option_too_long');
  });
});

describe('erasing everything', () => {
  const asked = invocationOf('--erase', { id: 'discord:1', command: 'privacy' });
  const pictures = [{ invocation: 'discord:5', n: 0, person: 'discord:42', orderedAt: 0 }];

  test('asks first, and says how where nothing can be pressed', async () => {
    const galleries = galleriesOf([exhibitOf()]);
    const { last } = await call(privacy, '--erase', { galleries });
    expect(last).toMatchObject({
      ...{ whisper: true, buttons: [{ command: 'privacy', about: 'discord:1', with: '--erase --yes' }] },
    });
    expect((await call(privacy, '--erase', { galleries, buttonless: true })).last?.text).toContain('--erase --yes');
    expect(await galleries.page({ of: { person: 'discord:42' }, order: 'newest', limit: 1 })).toHaveLength(1);
  });

  test('takes everything away, also when it is run again', async () => {
    const galleries = galleriesOf([exhibitOf()]);
    const parts: CallParts = { galleries, calls: [asked], inPlace: true, ...under('discord:1', { id: 'discord:2' }) };
    expect((await call(privacy, '--erase --yes', parts)).last).toMatchObject({
      ...{ whisper: true, where: 'subject' },
      text: 'One picture and everything else of yours is deleted, everywhere.',
    });
    expect(await galleries.page({ of: { person: 'discord:42' }, order: 'newest', limit: 1 })).toEqual([]);
    expect((await call(privacy, '--erase --yes', parts)).problem).toBeUndefined();
  });

  test('cancels what waits, but not what was ordered after it', async () => {
    const later = { ...pictures[0], invocation: 'discord:6', n: 0, person: 'discord:42', orderedAt: 2e12 };
    const context = contextOf({ generate: recordedGenerate().generate, pictures: [...pictures, later] });
    await Array.fromAsync(privacy.run({ kind: 'text', text: '--erase --yes' }, context));
    expect(context.cancelled.map(({ invocation }) => invocation)).toEqual(['discord:5']);
  });

  test('is nobody else’s to press', async () => {
    const galleries = galleriesOf([exhibitOf({ person: 'discord:77' })]);
    const parts: CallParts = { galleries, person: grace, ...under('discord:1') };
    expect((await call(privacy, '--erase --yes', { ...parts, calls: [asked] })).problem).toBe('not_yours');
    expect((await call(privacy, '--erase --yes', parts)).problem).toBe('call_forgotten');
    expect(await galleries.page({ of: { person: 'discord:77' }, order: 'newest', limit: 1 })).toHaveLength(1);
  });
});

describe('what a maker answers', () => {
  const hangs = { galleries: [galleryOf()], bindings: [] };

  test.each([
    ['yes', undefined, true],
    ['no', undefined, false],
    ['always', { stars: 'open', web: 'ask' }, true],
    ['never', { stars: 'never', web: 'ask' }, false],
  ] as const)('%s', async (answer, decided, isFine) => {
    const settings = memorySettings();
    const agreed: unknown[] = [];
    const galleries = {
      ...galleriesOf([exhibitOf()], hangs),
      agree: async (...given: unknown[]) => void agreed.push(given.slice(1)),
    };
    const parts = { kept: [keptOf()], galleries, settings, inPlace: true, ...under('discord:100', { picture: 0 }) };
    const { last } = await call(agree, `--answer ${answer} --ask stars`, parts);
    expect(last).toMatchObject({ where: 'subject', whisper: true });
    expect(agreed).toEqual([['stars', isFine]]);
    expect((await settings.get(consentKey('discord:42')))?.value).toEqual(decided);
  });

  test('counts for nobody else’s picture, nor for one that is gone', async () => {
    const settings = memorySettings();
    const text = '--answer always --ask web';
    const parts = { settings, ...under('discord:100') };
    expect((await call(agree, text, { ...parts, kept: [keptOf()], person: grace })).problem).toBe('not_yours');
    expect((await call(agree, text, { ...parts, kept: [keptOf({ removedAt: 1 })] })).problem).toBe('picture_removed');
    expect((await call(agree, text, { settings })).problem).toBe('picture_needed');
    expect(await settings.get(consentKey('discord:77'))).toBeUndefined();
  });
});
