import type { html } from 'hono/html';
import type { Gallery } from '../../../core/gallery.ts';
import type { WebWords } from '../words/en.ts';
import type { Filter } from './filter.ts';
import type { Links } from './links.ts';
import { cut, type Made, promptOf } from './made.ts';

/** Escaped HTML. Everything that is put into a template is escaped unless it is Markup itself. */
export type Markup = ReturnType<typeof html>;

/** For whom a page of a gallery is, and where they are in it. */
export interface GalleryView {
  readonly gallery: Pick<Gallery, 'name' | 'visibility' | 'address'>;
  readonly words: WebWords;
  readonly links: Links;
  readonly filter: Filter;
}

/** What those hear who do not see a picture: its own text, or its prompt, at most so many characters of it. */
export function altOf(exhibit: Made, { words }: Pick<GalleryView, 'words'>, longest = 1000): string {
  return cut(exhibit.alt ?? words.gallery.alt(promptOf(exhibit)), longest);
}
