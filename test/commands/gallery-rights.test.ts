import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gallery } from '../../commands/gallery.ts';
import type { Galleries } from '../../src/core/gallery.ts';
import { recipeOf } from '../fakes/album.ts';
import { bindingOf, exhibitOf, galleriesOf, galleryOf } from '../fakes/galleries.ts';
import { call } from './call.ts';

const changing = ['create', 'change', 'revoke', 'bind', 'unbind'] as const satisfies readonly (keyof Galleries)[];
const survey = {
  name: '#art',
  community: '9',
  look: 'messages',
  restricted: false,
  isOpen: true,
  missing: [],
} as const;
const address = 'nobody0is0to0know0this00';
const channels = { '7': survey, '8': survey };

const action = fc.constantFrom('', 'bind', 'unbind', 'info', 'rules', 'web', 'exhibition', 'fox');
const option = fc.constantFrom(
  ...[
    '--to #8',
    '--from #7',
    '--from nothing',
    '--mode mirror',
    '--threshold 5',
    '--no-drop',
    '--own-stars',
    '--days 3',
  ],
  ...['--name Mine', `--join ${galleryOf().code}`, '--visibility public', '--revoke', '--day sunday', '--day off'],
  ...['--time 18:00', '--zone UTC', '--post', `--after ${recipeOf(1)}`],
);

test('whatever people type who administer nothing, no gallery is changed, and neither its code nor its link is told', async () => {
  const line = fc.tuple(action, fc.uniqueArray(option, { maxLength: 3 })).map((words) => words.flat().join(' '));
  await fc.assert(
    fc.asyncProperty(line, fc.constantFrom('7', '8'), async (text, channel) => {
      const bindings = [bindingOf(), bindingOf({ channel: 'discord:7', look: 'none' })];
      const hangs = { galleries: [galleryOf({ visibility: 'link', address })], bindings };
      const galleries = galleriesOf([exhibitOf()], hangs);
      for (const name of changing) galleries[name] = () => expect.fail(`${name}: ${text}`);
      const place = { platform: 'discord', channel, community: '9' };
      const { replies } = await call(gallery, text, { galleries, channels, place, webUrl: 'https://easel.example' });
      const told = JSON.stringify(replies);
      expect(told).not.toContain(galleryOf().code);
      expect(told).not.toContain(address);
    }),
    { numRuns: 300 },
  );
});
