import { randomInt } from 'node:crypto';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import {
  type Binding,
  type Exhibition,
  type Gallery,
  type GalleryRules,
  looks,
  visibilities,
} from '../../core/gallery.ts';
import * as parse from '../parse.ts';
import { plain } from '../plain.ts';
import type { Tables } from '../tables.ts';

const exhibition: z.ZodType<Exhibition> = z.object({
  weekday: z.number(),
  hour: z.number(),
  minute: z.number(),
  zone: z.string(),
});

// Of a newer Easel, perhaps. Whoever does not know it shows less.
const visibility = z.enum(visibilities).catch('off');
const look = z.enum(looks).catch('none');

export function readGallery(row: Selectable<Tables['galleries']>): Gallery {
  const { id, name, threshold, days, address, code } = row;
  return {
    ...{ id, name, address, code },
    rules: { threshold, days: days ?? undefined, drops: row.drops === 1, ownStars: row.own_stars === 1 },
    visibility: visibility.parse(row.visibility),
    exhibition: row.exhibition === null ? undefined : parse.readable(exhibition, row.exhibition),
  };
}

export function writtenRules({ threshold, drops, ownStars, days }: GalleryRules) {
  return { threshold, drops: drops ? 1 : 0, own_stars: ownStars ? 1 : 0, days: days ?? null };
}

/** The columns of what is named. */
export function writtenGallery(change: Partial<Pick<Gallery, 'name' | 'rules' | 'visibility' | 'exhibition'>>) {
  const { name, rules, visibility } = change;
  return {
    ...(name !== undefined && { name: plain(name) }),
    ...(rules && writtenRules(rules)),
    ...(visibility && { visibility }),
    ...('exhibition' in change && { exhibition: change.exhibition ? JSON.stringify(change.exhibition) : null }),
  };
}

export function readBinding(row: Selectable<Tables['bindings']>): Binding {
  const { gallery, channel, community, source, restricted, locale, person, since, trouble } = row;
  return {
    ...{ gallery, channel, locale, person, since, look: look.parse(row.look), restricted: restricted === 1 },
    ...{ community: community ?? undefined, source: source ?? undefined, trouble: trouble ?? undefined },
  };
}

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** 24 letters and digits: 124 random bits, which nobody guesses. */
export function freshAddress(): string {
  return Array.from({ length: 24 }, () => letters.charAt(randomInt(letters.length))).join('');
}
