import { expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { noAlbum, noGalleries } from '../src/core/no-album.ts';
import { startEasel } from '../src/easel.ts';
import type { Engine } from '../src/engine.ts';
import { memoryImages } from './fakes/images.ts';
import { recordedLog } from './fakes/log.ts';
import { noThumbnails } from './fakes/thumbnails.ts';

it.each([
  ['takes calls up once it has started', [['web']], undefined],
  ['takes nothing up when it is stopped before', [], AbortSignal.abort()],
])('%s', async (_, expected, signal) => {
  const takenUp: string[][] = [];
  const curated: string[][] = [];
  const engine: Engine = {
    bot: {
      commands: [],
      run: async () => undefined,
      refuse: async () => undefined,
      cancel: () => false,
      shownBy: async () => undefined,
      begunBy: async () => undefined,
      recall: async () => undefined,
      meaningOf: async () => undefined,
      suggest: async () => [],
      takeUp: async (platforms) => void takenUp.push(platforms.map(({ name }) => name)),
      close: async () => undefined,
    },
    images: memoryImages(),
    thumbnails: noThumbnails,
    shown: { galleries: noGalleries, album: noAlbum, commandLine: () => '' },
    operations: undefined,
    curate: (platforms) => void curated.push(platforms.map(({ name }) => name)),
    close: async () => undefined,
  };
  const easel = await startEasel(readConfig({ PORT: '0' }), recordedLog(), engine, signal);
  expect(takenUp).toEqual(expected);
  expect(curated).toEqual(expected);
  await easel.close();
});
