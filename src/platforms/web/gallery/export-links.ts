import type { Filter } from './filter.ts';
import type { Links } from './links.ts';
import type { Made } from './made.ts';
import type { FileKind } from './paths.ts';
import { fileName } from './paths.ts';

/** Where everything is in a copy: all pages in one folder, so that every link is a name, on a disk and on any server. */
export interface Copied {
  /** Pages by the picture that they come after, and by the one that they come before. */
  readonly after: ReadonlyMap<string, string>;
  readonly before: ReadonlyMap<string, string>;
  /** Whether a file was written. */
  has(name: string): boolean;
  /** Names the feed for ever; an absolute IRI. */
  readonly feedId: string;
}

export const pictureFolder = 'pictures';
export const assetFolder = 'assets';

/** What a page of the wall is called, counted from 1. */
export function pageName(number: number): string {
  return number === 1 ? 'index.html' : `page-${number}.html`;
}

/** Links within a copy, where nobody searches or sorts. */
export function exportLinks({ after, before, has, feedId }: Copied): Links {
  const file = (exhibit: Made, kind: FileKind) => {
    const name = `${pictureFolder}/${fileName(exhibit, kind)}`;
    // Where no smaller copies can be made, the picture itself has to do.
    return has(name) ? name : `${pictureFolder}/${fileName(exhibit, 'original')}`;
  };
  const wall = (filter: Filter) => after.get(filter.after ?? '') ?? before.get(filter.before ?? '') ?? pageName(1);
  return {
    wall,
    picture: (recipe) => `${recipe}.html`,
    compare: (recipe) => `${recipe}.html`,
    file,
    download: (exhibit) => file(exhibit, 'original'),
    atom: () => 'feed.atom',
    jsonFeed: () => 'feed.json',
    asset: (name) => `${assetFolder}/${name}`,
    absolute: (path) => path,
    feedId: () => feedId,
    isLive: false,
  };
}
