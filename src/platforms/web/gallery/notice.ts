import type { Context } from 'hono';
import { languageOf } from '../language.ts';
import type { WebWords } from '../words/en.ts';
import type { GalleryAssets } from './assets.ts';
import { noticePage } from './layout.ts';

/** Says one thing, and where to go from there, to people and with a status to programs. */
export function notice(
  context: Context,
  { folder }: Pick<GalleryAssets, 'folder'>,
  what: keyof WebWords['gallery']['notices'],
  status: 400 | 404 | 500,
  href?: string,
) {
  const { words } = languageOf(context.req.header('accept-language'));
  context.header('X-Robots-Tag', 'noindex');
  const link = href === undefined ? undefined : { href, label: words.gallery.takeAwayAll };
  const page = noticePage(words, (name) => `${folder}/${name}`, { ...words.gallery.notices[what], link });
  return context.html(page, status);
}
