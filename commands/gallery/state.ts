import type { Context } from '../../src/core/command.ts';
import type { Exhibition, Gallery, GalleryRules } from '../../src/core/gallery.ts';
import type { Fact, Link, Reply } from '../../src/core/reply.ts';
import { isAdministrator } from '../mentions.ts';
import { type Words, wordsFor } from '../words/words.ts';
import { writeTime } from './moment.ts';
import { weekdays } from './options.ts';

/** Counted no further: nobody reads a larger number as anything else than many. */
const mostCounted = 10_000;

/** How a gallery is now, as far as it concerns whoever asks. */
export async function stateReply(gallery: Gallery, text: string, context: Context): Promise<Reply> {
  const words = wordsFor(context.invocation.locale);
  const links = pageOf(gallery, context);
  const [link] = links;
  const isTrusted = isAdministrator(context.invocation);
  const count = await context.galleries.count(gallery.id, false, mostCounted);
  return {
    ...{ state: 'done', whisper: true, text },
    links,
    // Whoever looks after a gallery also hands its address on.
    ...(link && isTrusted && { code: link.url }),
    facts: [
      { label: words.gallery.name, value: gallery.name },
      { label: words.gallery.pictures, value: count < mostCounted ? String(count) : `${mostCounted}+` },
      ...rulesFacts(gallery.rules, words),
      { label: words.gallery.web, value: words.gallery.visibilities[gallery.visibility] },
      { label: words.gallery.exhibition, value: exhibitionText(gallery.exhibition, words) },
      ...(isTrusted ? [{ label: words.gallery.code, value: gallery.code, exact: true }] : []),
    ],
  };
}

function rulesFacts({ threshold, drops, ownStars, days }: GalleryRules, { gallery: words, show }: Words): Fact[] {
  const flag = (isOn: boolean) => (isOn ? show.on : show.off);
  if (threshold === 0) return [{ label: words.rule, value: words.everything }];
  return [
    { label: words.rule, value: words.starred(threshold) },
    { label: words.drops, value: flag(drops) },
    { label: words.ownStars, value: flag(ownStars) },
    { label: words.age, value: days === undefined ? words.anyAge : words.days(days) },
  ];
}

function exhibitionText(exhibition: Exhibition | undefined, { gallery: words }: Words): string {
  if (!exhibition) return words.visibilities.off;
  const day = words.weekdays[weekdays[exhibition.weekday] ?? 'sunday'];
  return words.weekly(day, writeTime(exhibition), exhibition.zone);
}

/** Its page on the web, for whoever may hand its address on; none where there is no such page. */
export function pageOf({ visibility, address }: Gallery, { invocation, webUrl }: Context): readonly Link[] {
  const isSecret = visibility === 'link' && !isAdministrator(invocation);
  if (webUrl === undefined || visibility === 'off' || isSecret) return [];
  return [{ label: wordsFor(invocation.locale).gallery.openOnWeb, url: `${webUrl}/g/${address}` }];
}
