import type { Context } from '../../src/core/command.ts';
import type { Exhibition, Gallery, GalleryRules } from '../../src/core/gallery.ts';
import type { Fact, Reply } from '../../src/core/reply.ts';
import { isAdministrator } from '../mentions.ts';
import { type Words, wordsFor } from '../words/words.ts';
import { writeTime } from './moment.ts';
import { weekdays } from './options.ts';

/** Counted no further: nobody reads a larger number as anything else than many. */
const mostCounted = 10_000;

/** How a gallery is now, as far as it concerns whoever asks. */
export async function stateReply(gallery: Gallery, text: string, context: Context): Promise<Reply> {
  const words = wordsFor(context.invocation.locale);
  const link = linkTo(gallery, context);
  const count = await context.galleries.count(gallery.id, false, mostCounted);
  return {
    ...{ state: 'done', whisper: true, text },
    // To be copied, since nothing that people could have written is a link.
    ...(link !== undefined && { code: link }),
    facts: [
      { label: words.gallery.name, value: gallery.name },
      { label: words.gallery.pictures, value: count < mostCounted ? String(count) : `${mostCounted}+` },
      ...rulesFacts(gallery.rules, words),
      { label: words.gallery.web, value: words.gallery.visibilities[gallery.visibility] },
      { label: words.gallery.exhibition, value: exhibitionText(gallery.exhibition, words) },
      ...(isAdministrator(context.invocation) ? [{ label: words.gallery.code, value: gallery.code, exact: true }] : []),
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

/** Its web address, for whoever may hand that on. */
function linkTo({ visibility, address }: Gallery, { invocation, webUrl }: Context): string | undefined {
  const isSecret = visibility === 'link' && !isAdministrator(invocation);
  return webUrl === undefined || visibility === 'off' || isSecret ? undefined : `${webUrl}/g/${address}`;
}
