import type { Context } from '../../src/core/command.ts';
import type { Gallery, GalleryRules } from '../../src/core/gallery.ts';
import type { Reply } from '../../src/core/reply.ts';
import { mustAdminister } from '../mentions.ts';
import { wordsFor } from '../words/words.ts';
import { galleryHere } from './here.ts';
import type { GalleryCall, Mode } from './options.ts';
import { stateReply } from './state.ts';

/** People who must star a picture, where nobody says otherwise. */
const thresholds = { mirror: 0, starboard: 3, forum: 0, web: 0 } as const satisfies Record<Mode, number>;

/** What a new gallery begins with. */
export function rulesFor(mode: Mode): GalleryRules {
  return { threshold: thresholds[mode], drops: true, ownStars: false, days: undefined };
}

/** Rules with what somebody has changed. */
export function changed(rules: GalleryRules, { threshold, drop, ownStars, days }: GalleryCall): GalleryRules {
  return {
    threshold: threshold ?? rules.threshold,
    drops: drop ?? rules.drops,
    ownStars: ownStars ?? rules.ownStars,
    days: days === undefined ? rules.days : days || undefined,
  };
}

/** Changes the name and the rules of a gallery, or only tells them. */
export async function* changeRules(given: GalleryCall, context: Context): AsyncGenerator<Reply, void, void> {
  const { gallery: words } = wordsFor(context.invocation.locale);
  mustAdminister(context.invocation);
  const { gallery } = await galleryHere(given, context);
  const now: Gallery = { ...gallery, name: given.name ?? gallery.name, rules: changed(gallery.rules, given) };
  await context.galleries.change(gallery.id, { name: now.name, rules: now.rules });
  yield await stateReply(now, words.now, context);
}
