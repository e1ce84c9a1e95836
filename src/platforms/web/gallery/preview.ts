import { html, raw } from 'hono/html';
import { fromStart } from './filter.ts';
import { json } from './json.ts';
import { cut, isHidden, type Made, madeAt, promptOf } from './made.ts';
import { altOf, type GalleryView, type Markup } from './view.ts';

/** What `Thumbnails` makes for previews, in pixels. */
const madeCard = { type: 'image/jpeg', width: 1200, height: 630 };

/** Characters that Discord and Slack show of a title and of a description before they cut them. */
const longestTitle = 100;
const longestDescription = 250;

/** The IPTC's mark for pictures that a model made, the same as inside the file. */
const madeByModel = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';

/** How chats and search engines show a page of a gallery: with its first picture that is not hidden. */
export function wallPreview(exhibits: readonly Made[], view: GalleryView, title: string): Markup {
  const { gallery, words, links, filter } = view;
  const canonical = links.absolute(links.wall(filter));
  const first = exhibits.find((exhibit) => !isHidden(exhibit));
  const start = links.absolute(links.wall(fromStart(filter)));
  return html`${tags(title, words.gallery.description(gallery.name), start, view)}
    ${card(first, view)}${links.isLive && html`<link rel="canonical" href="${canonical}">`}`;
}

/** The same for one picture. A hidden one has no picture there, and what it shows is not told either. */
export function picturePreview(exhibit: Made, view: GalleryView): Markup {
  const { links, words } = view;
  const hides = isHidden(exhibit);
  const title = hides ? words.gallery.hidden : cut(promptOf(exhibit), longestTitle);
  const address = links.absolute(links.picture(exhibit.recipe, { order: 'newest' }));
  const { request } = exhibit.generation;
  const made = [exhibit.credit && words.gallery.by(exhibit.credit), request.model, exhibit.recipe];
  return html`${tags(title, made.filter(Boolean).join(' · '), address, view)}
    ${card(hides ? undefined : exhibit, view)}
    ${links.isLive && html`<link rel="canonical" href="${address}">`}
    <script type="application/ld+json">${script(imageObject(exhibit, view, title, address))}</script>`;
}

function tags(title: string, description: string, address: string, { gallery, links }: GalleryView): Markup {
  return html`<meta name="description" content="${cut(description, longestDescription)}">
    <meta property="og:title" content="${title}">
    <meta property="og:description" content="${cut(description, longestDescription)}">
    <meta property="og:site_name" content="${gallery.name}">
    <meta property="og:type" content="website">
    ${links.isLive && html`<meta property="og:url" content="${address}">`}`;
}

function card(exhibit: Made | undefined, view: GalleryView): Markup {
  // A copy on somebody's disk has no address that a chat could open.
  if (!exhibit || !view.links.isLive) return html`<meta name="twitter:card" content="summary">`;
  // Without a miniature nobody could make a card of it either, yet or at all (no picture library): then it is the original.
  const kind = exhibit.thumbhash === undefined ? 'original' : 'card';
  const { type, width, height } = kind === 'card' ? madeCard : exhibit.generation.image;
  return html`<meta property="og:image" content="${view.links.absolute(view.links.file(exhibit, kind))}">
    <meta property="og:image:type" content="${type}">
    <meta property="og:image:width" content="${width}">
    <meta property="og:image:height" content="${height}">
    <meta property="og:image:alt" content="${altOf(exhibit, view, longestDescription)}">
    <meta name="twitter:card" content="summary_large_image">`;
}

/** schema.org/ImageObject, as search engines read it. */
function imageObject(exhibit: Made, { links, gallery }: GalleryView, name: string, address: string): object {
  const { image } = exhibit.generation;
  const hides = isHidden(exhibit);
  return {
    '@context': 'https://schema.org',
    '@type': 'ImageObject',
    name,
    url: address,
    ...(hides
      ? {}
      : {
          description: promptOf(exhibit),
          contentUrl: links.absolute(links.file(exhibit, 'original')),
          thumbnailUrl: links.absolute(links.file(exhibit, '512')),
        }),
    encodingFormat: image.type,
    width: image.width,
    height: image.height,
    uploadDate: new Date(madeAt(exhibit)).toISOString(),
    ...(exhibit.credit === undefined ? {} : { creditText: exhibit.credit }),
    isPartOf: { '@type': 'ImageGallery', name: gallery.name },
    digitalSourceType: madeByModel,
  };
}

/** JSON that ends no script element, whatever stands in it: `<` is all that could (HTML, section 13.2.5.4). */
function script(data: object): Markup {
  return raw(json(data).replaceAll('<', '\\u003c'));
}
