import type { Galleries } from '../../core/gallery.ts';
import { bindChannel, bindingsOf, unbindChannel } from './bind.ts';
import { changeGallery, createGallery, findGallery, galleriesNamed, revokeLinks } from './change.ts';
import { reconsiderAll, writeAnswer } from './consents.ts';
import { erasePerson } from './erase.ts';
import { exhibitsOf } from './exhibits.ts';
import { bestIn, countIn, exhibitIn } from './look.ts';
import { pageOf } from './page.ts';
import type { GalleryParts } from './parts.ts';
import { clearStars, giveStar } from './stars.ts';

/** Galleries on the store: what people and pages ask of them. Where pictures are shown is the curation's. */
export function createGalleries(parts: GalleryParts): Galleries {
  const { access, engine } = parts;
  return {
    create: (gallery) => createGallery(parts, gallery),
    find: (by) => findGallery(parts, by),
    named: (name) => galleriesNamed(parts, name),
    change: (id, change) => changeGallery(parts, id, change),
    revoke: (id) => revokeLinks(parts, id),
    bind: (binding) => bindChannel(parts, binding),
    unbind: (channel) => unbindChannel(parts, channel),
    bindings: (of) => bindingsOf(parts, of),
    star: (call, n, star) => giveStar(parts, call, n, star),
    clearStars: (message, at) => clearStars(parts, message, at),
    page: (query) => access.run((database) => pageOf(database, engine.search, query)),
    exhibit: (gallery, recipe, web) => access.run((database) => exhibitIn(database, gallery, recipe, web)),
    best: (gallery, since, limit) =>
      access.run(async (database) => {
        const span = { from: since, until: Number.MAX_SAFE_INTEGER };
        return exhibitsOf(database, await bestIn(database, gallery, span, limit));
      }),
    count: (gallery, web, most) => access.run((database) => countIn(database, gallery, web, most)),
    agree: (key, ask, isFine) => writeAnswer(parts, key, ask, isFine),
    reconsider: (person) => reconsiderAll(parts, person),
    erase: (person) => erasePerson(parts, person),
  };
}
