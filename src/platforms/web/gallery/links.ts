import { type Filter, writeFilter } from './filter.ts';
import type { Made } from './made.ts';
import { type FileKind, paths } from './paths.ts';

/** Where a gallery's pages find everything: a server's differ from those of a folder on somebody's disk. */
export interface Links {
  wall(filter: Filter): string;
  /** With a filter, the page knows between which pictures it was opened. */
  picture(recipe: string, filter: Filter): string;
  compare(recipe: string, other: string): string;
  file(exhibit: Made, kind: FileKind): string;
  download(exhibit: Made): string;
  atom(filter: Filter): string;
  jsonFeed(filter: Filter): string;
  asset(name: string): string;
  /** For readers elsewhere: the same with the server's name, where there is one. */
  absolute(path: string): string;
  /** What a feed is called for ever: an absolute IRI. */
  feedId(filter: Filter): string;
  /** Whether there is somebody who searches and sorts. */
  readonly isLive: boolean;
}

/** `origin`: e.g. `https://easel.example`. `assets`: the folder of the pages' own files. */
export function serverLinks(address: string, origin: string, assets: string): Links {
  const absolute = (path: string) => new URL(path, origin).href;
  return {
    wall: (filter) => `${paths.gallery(address)}${writeFilter(filter)}`,
    picture: (recipe, filter) =>
      `${paths.picture(address, recipe)}${writeFilter({ ...filter, after: undefined, before: undefined })}`,
    compare: (recipe, other) => `${paths.picture(address, recipe)}?with=${other}`,
    file: (exhibit, kind) => paths.file(address, exhibit, kind),
    download: (exhibit) => paths.download(address, exhibit),
    atom: (filter) => `${paths.atom(address)}${writeFilter(filter)}`,
    jsonFeed: (filter) => `${paths.jsonFeed(address)}${writeFilter(filter)}`,
    asset: (name) => `${assets}/${name}`,
    absolute,
    feedId: (filter) => absolute(`${paths.atom(address)}${writeFilter(filter)}`),
    isLive: true,
  };
}
