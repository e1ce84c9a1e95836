import type { Context } from 'hono';
import type { Album } from '../../../core/album.ts';
import type { Exhibit, Galleries, Gallery } from '../../../core/gallery.ts';
import { languageOf } from '../language.ts';
import { sessionOf } from '../session.ts';
import type { Gate } from './parts.ts';
import { paths } from './paths.ts';

/** What the page of one's own pictures has instead of an address; no gallery's is that short. */
const address = 'mine';

/** Where whoever sits at a studio finds everything that they have made. */
export const ownPath = paths.gallery(address);

/** Whether that is what a page shows. */
export function isOwn(gallery: Pick<Gallery, 'address'>): boolean {
  return gallery.address === address;
}

/** Before the person's id, instead of a gallery's. */
const mark = 'own:';

type Shown = Pick<Galleries, 'find' | 'page' | 'exhibit' | 'count' | 'bindings'>;

/** Lets everybody into their own pictures, which nobody else can be shown: they are found by the browser's own session. */
export function openToOwn(gate: Gate): Gate {
  return {
    async enter(context, given) {
      if (given !== address) return gate.enter(context, given);
      context.header('Cache-Control', 'private, no-cache');
      return { gallery: ownGallery(context) };
    },
  };
}

function ownGallery(context: Context): Gallery {
  const { words } = languageOf(context.req.header('accept-language'));
  return {
    ...{ id: `${mark}web:${sessionOf(context)}`, name: words.gallery.own, address, code: '' },
    ...{ visibility: 'link', exhibition: undefined },
    rules: { threshold: 0, drops: false, ownStars: true, days: undefined },
  };
}

/** The galleries, and everybody's own pictures as if those were one. */
export function withOwn(galleries: Shown, album: Pick<Album, 'find'>): Shown {
  const makerOf = (gallery: string) => (gallery.startsWith(mark) ? gallery.slice(mark.length) : undefined);
  return {
    find: galleries.find,
    bindings: galleries.bindings,
    async page(query) {
      const person = 'gallery' in query.of ? makerOf(query.of.gallery) : undefined;
      if (person === undefined) return galleries.page(query);
      return (await galleries.page({ ...query, of: { person }, web: undefined })).map(unsigned);
    },
    async exhibit(gallery, recipe, web) {
      const person = makerOf(gallery);
      return person === undefined ? galleries.exhibit(gallery, recipe, web) : ownExhibit(person, recipe, album);
    },
    async count(gallery, web, most) {
      const person = makerOf(gallery);
      if (person === undefined) return galleries.count(gallery, web, most);
      return (await galleries.page({ of: { person }, order: 'newest', limit: most })).length;
    },
  };
}

async function ownExhibit(person: string, recipe: string, album: Pick<Album, 'find'>): Promise<Exhibit | undefined> {
  const kept = await album.find(recipe);
  if (kept?.person !== person || kept.state !== 'done' || kept.removedAt !== undefined) return undefined;
  return unsigned({ ...kept, stars: 0, credit: undefined, thumbhash: undefined });
}

/** Nobody needs to be told whose their own pictures are, and nobody else sees them to star them. */
function unsigned(exhibit: Exhibit): Exhibit {
  return { ...exhibit, stars: 0, credit: undefined };
}
