import type { Album } from './album.ts';
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
