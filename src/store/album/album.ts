import type { Album } from '../../core/album.ts';
import type { Clock } from '../../core/clock.ts';
import type { Access } from '../access.ts';
import { plain } from '../plain.ts';
import { changeNotes, changePicture, removePictures, restorePictures } from './change.ts';
import { purgeAlbum } from './purge.ts';
import { familyOf, findKept, picturesOf, recentPictures } from './read.ts';

/** The album on the store: the line's own pictures, for as long as nobody deletes them. */
export function createAlbum({ access, clock }: { readonly access: Access; readonly clock: Clock }): Album {
  return {
    of: (invocation) => picturesOf(access, invocation),
    find: (recipe) => findKept(access, recipe),
    recent: (person, page) => recentPictures(access, person, page),
    family: (recipe) => familyOf(access, recipe),
    remove: (invocation, n) => removePictures(access, { invocation, n }, clock.now()),
    restore: (invocation, since, n) => restorePictures(access, { invocation, n }, since),
    setAlt: (key, alt) => changePicture(access, key, { alt: plain(alt) || null }),
    setNotes: (key, change) => changeNotes(access, key, change),
    purge: (moment, remove) => purgeAlbum(access, moment, remove),
  };
}
