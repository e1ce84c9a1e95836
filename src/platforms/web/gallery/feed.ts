import { html } from 'hono/html';
import { fileExtension } from '../../../core/image.ts';
import { everything, type Filter } from './filter.ts';
import { cut, isHidden, type Made, madeAt, promptOf } from './made.ts';
import { altOf, type GalleryView } from './view.ts';
import { xml } from './xml.ts';

/** What a feed is called, and its newest pictures. */
export interface Feed {
  readonly title: string;
  readonly exhibits: readonly Made[];
  /** Where its next page begins. */
  readonly after: Filter | undefined;
  /** When there was nothing yet to be dated by, in milliseconds since 1970. */
  readonly now: number;
}

/** Characters that readers show as a title. */
const longestTitle = 120;

/** Atom (RFC 4287). A hidden picture's entry has no picture, and does not say what it shows. */
export async function atomFeed({ title, exhibits, now }: Feed, view: GalleryView): Promise<string> {
  const { links, filter, gallery } = view;
  const self = links.absolute(links.atom(filter));
  const newest = Math.max(...exhibits.map(madeAt), 0) || now;
  const entries = await Promise.all(exhibits.map((exhibit) => entry(exhibit, view)));
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${xml(view.words.tag)}">
<title>${xml(title)}</title>
<id>${xml(links.feedId(filter))}</id>
<link rel="self" type="application/atom+xml" href="${xml(self)}"/>
<link rel="alternate" type="text/html" href="${xml(links.absolute(links.wall(filter)))}"/>
<updated>${new Date(newest).toISOString()}</updated>
<author><name>${xml(gallery.name)}</name></author>
<generator>Easel</generator>
${entries.join('\n')}
</feed>
`;
}

async function entry(exhibit: Made, view: GalleryView): Promise<string> {
  const { links } = view;
  const at = new Date(madeAt(exhibit)).toISOString();
  const address = links.absolute(links.picture(exhibit.recipe, everything));
  const { image } = exhibit.generation;
  const enclosure = isHidden(exhibit)
    ? ''
    : `\n<link rel="enclosure" type="${image.type}" length="${image.bytes}" href="${xml(links.absolute(links.file(exhibit, 'original')))}"/>`;
  return `<entry>
<title>${xml(titleOf(exhibit, view))}</title>
<id>${idOf(exhibit)}</id>
<link rel="alternate" type="text/html" href="${xml(address)}"/>${enclosure}
<published>${at}</published>
<updated>${at}</updated>${exhibit.credit === undefined ? '' : `\n<author><name>${xml(exhibit.credit)}</name></author>`}
<content type="html">${xml(await markupOf(exhibit, view))}</content>
</entry>`;
}

/** JSON Feed 1.1 (jsonfeed.org), which also tells where older pictures are. */
export async function jsonFeed({ title, exhibits, after }: Feed, view: GalleryView): Promise<object> {
  const { links, filter, words } = view;
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: links.absolute(links.wall(filter)),
    feed_url: links.absolute(links.jsonFeed(filter)),
    ...(after && links.isLive && { next_url: links.absolute(links.jsonFeed(after)) }),
    language: words.tag,
    items: await Promise.all(exhibits.map((exhibit) => item(exhibit, view))),
  };
}

async function item(exhibit: Made, view: GalleryView): Promise<object> {
  const { links } = view;
  const { image } = exhibit.generation;
  const url = links.absolute(links.file(exhibit, 'original'));
  const file = {
    url,
    mime_type: image.type,
    title: `${exhibit.recipe}.${fileExtension(image.type)}`,
    size_in_bytes: image.bytes,
  };
  return {
    id: idOf(exhibit),
    url: links.absolute(links.picture(exhibit.recipe, everything)),
    title: titleOf(exhibit, view),
    content_html: await markupOf(exhibit, view),
    date_published: new Date(madeAt(exhibit)).toISOString(),
    ...(exhibit.credit !== undefined && { authors: [{ name: exhibit.credit }] }),
    ...(exhibit.notes.style !== undefined && { tags: [exhibit.notes.style] }),
    ...(!isHidden(exhibit) && { image: url, attachments: [file] }),
  };
}

/** The same for the same picture for ever, also when its gallery's address was changed. */
function idOf({ recipe }: Made): string {
  return `urn:easel:${recipe}`;
}

function titleOf(exhibit: Made, { words }: GalleryView): string {
  return isHidden(exhibit) ? words.gallery.hidden : cut(promptOf(exhibit), longestTitle);
}

/** What a reader shows: the picture, and its prompt. */
async function markupOf(exhibit: Made, view: GalleryView): Promise<string> {
  const { links, words } = view;
  const { image } = exhibit.generation;
  const address = links.absolute(links.picture(exhibit.recipe, everything));
  if (isHidden(exhibit)) return String(await html`<p><a href="${address}">${words.gallery.hidden}</a></p>`);
  const source = links.absolute(links.file(exhibit, '1024'));
  return String(
    await html`<p><a href="${address}"><img src="${source}" alt="${altOf(exhibit, view)}" width="${image.width}" height="${image.height}"></a></p><p dir="auto">${promptOf(exhibit)}</p>`,
  );
}
