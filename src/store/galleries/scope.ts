import { type RawBuilder, sql } from 'kysely';
import type { GalleryQuery } from '../../core/gallery.ts';
import { plain } from '../plain.ts';
import { channelToken, galleryToken, personToken, webToken } from './search.ts';

/** Whose pictures, in SQL about the table `pictures`. Each has indexes of exactly these, by number and by stars. */
export interface Scope {
  readonly from: RawBuilder<unknown>;
  /** What joins it to the pictures that a search found. */
  readonly joined: RawBuilder<unknown>;
  readonly fits: RawBuilder<unknown>;
  readonly stars: RawBuilder<number>;
  readonly id: RawBuilder<number>;
  /** What the search knows it by. */
  readonly token: string;
}

// Written out like the conditions of the indexes, so that every planner sees that these apply.
const there = sql`pictures.state = 'done' and pictures.removed_at is null`;
const shown = sql`${there} and pictures.private = 0`;

export function scopeOf({ of, web = false }: Pick<GalleryQuery, 'of' | 'web'>): Scope {
  if ('gallery' in of) return galleryScope(plain(of.gallery), web);
  const pictures = {
    from: sql`pictures`,
    joined: sql``,
    stars: sql<number>`pictures.stars`,
    id: sql<number>`pictures.id`,
  };
  if ('channel' in of)
    return {
      ...pictures,
      fits: sql`${shown} and pictures.channel = ${plain(of.channel)}`,
      token: channelToken(of.channel),
    };
  return { ...pictures, fits: sql`${there} and pictures.person = ${plain(of.person)}`, token: personToken(of.person) };
}

function galleryScope(gallery: string, web: boolean): Scope {
  // One that has ended has no page from that moment on, although its entries go a few hundred at a time.
  const open = sql`exists (select 1 from galleries where galleries.id = ${gallery})`;
  const entries = sql`entries.gallery = ${gallery}${web ? sql` and entries.web = 1` : sql``}`;
  return {
    from: sql`entries join pictures on pictures.id = entries.picture`,
    joined: sql`join entries on entries.picture = pictures.id`,
    fits: sql`${entries} and ${shown} and ${open}`,
    stars: sql<number>`entries.stars`,
    id: sql<number>`entries.picture`,
    token: (web ? webToken : galleryToken)(gallery),
  };
}
