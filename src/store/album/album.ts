import type { Album } from '../../core/album.ts';
import { plain } from '../plain.ts';
import { type AlbumParts, changeNotes, changePicture, removePictures, restorePictures } from './change.ts';
import { purgeAlbum } from './purge.ts';
import { familyOf, findKept, picturesOf, recentPictures } from './read.ts';

/** The album on the store: the line's own pictures, for as long as nobody deletes them. */
export function createAlbum(parts: AlbumParts): Album {
  const { access } = parts;
  return {
    of: (invocation) => picturesOf(access, invocation),
    find: (recipe) => findKept(access, recipe),
    recent: (person, page) => recentPictures(access, person, page),
    family: (recipe) => familyOf(access, recipe),
    remove: (invocation, n) => removePictures(parts, { invocation, n }),
    restore: (invocation, since, n) => restorePictures(parts, { invocation, n }, since),
    setAlt: (key, alt) => changePicture(parts, key, { alt: plain(alt) || null }),
    setNotes: (key, change) => changeNotes(parts, key, change),
    purge: (moment, remove) => purgeAlbum(parts, moment, remove),
  };
}
