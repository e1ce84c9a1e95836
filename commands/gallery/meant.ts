import { readChoice } from '../../src/core/coerce.ts';
import { Problem } from '../../src/core/problem.ts';
import { readOptions } from '../../src/core/read-options.ts';
import { nearest, shorten } from '../../src/core/suggest.ts';
import { describedGallery, type GalleryCall, galleryActions, galleryOptions } from './options.ts';

type Action = (typeof galleryActions)[number];

/** What somebody wants to do, with the words that belong to it read as its options. */
export type Meant = GalleryCall & { readonly action: Action };

/** Options that may stand behind an action without their names, the first that takes the word. */
const nameless: Readonly<Record<Exclude<Action, 'browse'>, readonly (keyof GalleryCall)[]>> = {
  bind: ['mode', 'to'],
  unbind: ['to'],
  info: ['to'],
  rules: ['to'],
  web: ['visibility', 'revoke'],
  exhibition: ['day', 'time', 'zone'],
};

/** Options that say what is wanted when nobody names it. */
const telling: readonly (readonly [Action, readonly (keyof GalleryCall)[]])[] = [
  ['bind', ['to', 'from', 'mode', 'join']],
  ['web', ['visibility', 'revoke']],
  ['exhibition', ['day', 'time', 'zone']],
  ['rules', ['threshold', 'drop', 'ownStars', 'days', 'name']],
];

/**
 * `/gallery bind #art` binds and `/gallery fox at dawn` looks for a picture: the first word may be an action, and then the
 * words after it are its options. Throws Problem `option_unknown`, `option_twice` or `time_unreadable`.
 */
export function meantBy(given: GalleryCall): Meant {
  const { words, ...others } = given;
  if (words === undefined) return { ...given, action: given.action ?? toldBy(given) };
  const [, first = '', rest = ''] = /^(\S+)\s*(.*)$/su.exec(words) ?? [];
  const named = given.action === undefined ? galleryActions.find((each) => each === first.toLowerCase()) : undefined;
  const action = given.action ?? named ?? 'browse';
  const left = named === undefined ? words : rest;
  if (action === 'browse') return { ...others, action, ...(left !== '' && { words: left }) };
  return withNameless({ ...others, action }, action, left);
}

function toldBy(given: GalleryCall): Action {
  return telling.find(([, keys]) => keys.some((key) => given[key] !== undefined))?.[0] ?? 'browse';
}

function withNameless(given: Meant, action: Exclude<Action, 'browse'>, words: string): Meant {
  const found = new Map<keyof GalleryCall, unknown>();
  for (const word of words.split(/\s+/).filter(Boolean)) {
    const key = nameless[action].find((each) => !found.has(each) && takes(each, word));
    if (key === undefined) throw misunderstood(action, word);
    if (given[key] !== undefined) throw new Problem('option_twice', { option: key });
    found.set(key, key === 'revoke' ? true : (choiceOf(key, word) ?? word));
  }
  const fields = { ...given, ...Object.fromEntries(found) };
  return { ...readOptions(galleryOptions, describedGallery, { kind: 'fields', fields }), action };
}

function takes(key: keyof GalleryCall, word: string): boolean {
  switch (key) {
    case 'to':
      return /^<?#/.test(word);
    case 'revoke':
      return word.toLowerCase() === key;
    case 'time':
      return /^\p{N}/u.test(word);
    case 'zone':
      return /^[\w+-]+\/[\w+-/]+$|^(?:utc|gmt)$/i.test(word);
    default:
      return choiceOf(key, word) !== undefined;
  }
}

function choiceOf(key: keyof GalleryCall, word: string): string | undefined {
  const option = describedGallery.find((each) => each.key === key);
  return option?.kind === 'choice' ? readChoice(option, word) : undefined;
}

function misunderstood(action: Exclude<Action, 'browse'>, word: string): Problem {
  const given = shorten(word);
  if (action === 'exhibition') return new Problem('time_unreadable', { given });
  const known = nameless[action].flatMap((key) => describedGallery.find((each) => each.key === key)?.choices ?? []);
  return new Problem('option_unknown', { given, suggestion: nearest(word, known) });
}
