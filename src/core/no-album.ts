import type { Album } from './album.ts';
import type { Galleries } from './gallery.ts';
import { Problem } from './problem.ts';
import type { Settings } from './settings.ts';

/** For a bot that keeps no pictures. */
export const noAlbum: Album = {
  of: async () => [],
  find: async () => undefined,
  recent: async () => [],
  family: async () => ({ before: [], after: [] }),
  remove: async () => 0,
  restore: async () => 0,
  setAlt: async () => undefined,
  setNotes: async () => undefined,
  purge: async () => undefined,
};

/** For a bot in which nobody sets anything. */
export const noSettings: Settings = {
  get: async () => undefined,
  list: async () => [],
  put: async () => undefined,
  add: async (setting) => setting,
  remove: async () => false,
};

/** For a bot without galleries. */
export const noGalleries: Galleries = {
  create: async () => {
    throw new Problem('storage_failed', {}, { hint: 'nothing keeps galleries here' });
  },
  find: async () => undefined,
  named: async () => [],
  change: async () => undefined,
  revoke: async () => undefined,
  bind: async () => undefined,
  unbind: async () => false,
  bindings: async () => [],
  star: async () => [],
  clearStars: async () => undefined,
  page: async () => [],
  exhibit: async () => undefined,
  best: async () => [],
  count: async () => 0,
  agree: async () => undefined,
  reconsider: async () => undefined,
  erase: async () => 0,
};
