import { createHash } from 'node:crypto';
import type { Kysely, RawBuilder } from 'kysely';
import type { Kept } from '../../core/album.ts';
import { type GalleryQuery, shapeOf } from '../../core/gallery.ts';
import type { Tables } from '../tables.ts';
import { wordsIn, wordsSought } from './words.ts';

/** Which pictures of those with the tokens. `fits` is about the table `pictures` and what `joined` adds to it. */
export interface Sought {
  readonly tokens: ReadonlySet<string>;
  readonly joined: RawBuilder<unknown>;
  readonly fits: RawBuilder<unknown>;
  /** How many stars count. */
  readonly stars: RawBuilder<number>;
  /** Numbers of pictures between which they have to be. */
  readonly above: number;
  readonly below: number;
  /** Newest first, or oldest first. */
  readonly direction: 'desc' | 'asc';
  readonly limit: number;
  /** Fewer than that have to be all that fit; of more, some that are older may be missing where finding them is slow. */
  readonly enough: number;
}

export interface Found {
  readonly id: number;
  readonly stars: number;
}

/** One document for each picture: its words, and everything else that pages are filtered by. */
export interface Search {
  put(transaction: Kysely<Tables>, picture: number, tokens: ReadonlySet<string>): Promise<void>;
  forget(transaction: Kysely<Tables>, picture: number): Promise<void>;
  find(database: Kysely<Tables>, sought: Sought): Promise<readonly Found[]>;
}

// People's words are letters and digits, so what has a `_` in it is never one of them.

const tokenOf = (kind: string) => (value: string) => {
  // The tokens of SQLite are blind to case, and ids need not be; 80 bits, so no two are the same.
  return `_${kind}${createHash('sha256').update(value).digest('hex').slice(0, 20)}`;
};

export const galleryToken = tokenOf('gallery');
export const webToken = tokenOf('web');
export const channelToken = tokenOf('channel');
export const personToken = tokenOf('person');
const styleToken = tokenOf('style');
const seedToken = (seed: number) => tokenOf('seed')(String(seed));

/** What a picture is found by, other than galleries. */
export function tokensOf({ person, channel, request, notes, generation }: Kept, isPrivate: boolean): Set<string> {
  const texts = [request.prompt, notes.words, notes.asked, generation?.expandedPrompt];
  return new Set([
    ...texts.flatMap((text) => [...wordsIn(text ?? '')]),
    personToken(person),
    ...(isPrivate ? [] : [channelToken(channel)]),
    ...(notes.style === undefined ? [] : [styleToken(notes.style)]),
    seedToken(request.seed),
    `_${shapeOf(generation?.image ?? request)}`,
  ]);
}

/** What a picture must be found by to fit. Empty: no filter at all. */
export function tokensFor({ person, words, style, seed, shape }: GalleryQuery): ReadonlySet<string> {
  return new Set([
    ...wordsSought(words ?? ''),
    ...(person === undefined ? [] : [personToken(person)]),
    ...(style === undefined ? [] : [styleToken(style)]),
    ...(seed === undefined ? [] : [seedToken(seed)]),
    ...(shape === undefined ? [] : [`_${shape}`]),
  ]);
}
