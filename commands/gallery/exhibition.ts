import type { Context } from '../../src/core/command.ts';
import type { Exhibition } from '../../src/core/gallery.ts';
import { Problem } from '../../src/core/problem.ts';
import type { Reply } from '../../src/core/reply.ts';
import { mustAdminister } from '../mentions.ts';
import { wordsFor } from '../words/words.ts';
import { galleryHere } from './here.ts';
import { readTime, readZone } from './moment.ts';
import { type GalleryCall, weekdays } from './options.ts';
import { stateReply } from './state.ts';

/** What is meant by a day without a time: when most people have a moment. */
const evening = { hour: 18, minute: 0 };

/** When a week's most starred pictures are posted. */
export async function* exhibition(given: GalleryCall, context: Context): AsyncGenerator<Reply, void, void> {
  const { gallery: words } = wordsFor(context.invocation.locale);
  const { day, time, zone } = given;
  const isChange = [day, time, zone].some((each) => each !== undefined);
  if (isChange) mustAdminister(context.invocation);
  const { gallery } = await galleryHere(given, context);
  const now = isChange ? { ...gallery, exhibition: momentOf(given, gallery.exhibition) } : gallery;
  if (isChange) await context.galleries.change(gallery.id, { exhibition: now.exhibition });
  const told = [words.now, ...(now.exhibition ? [words.exhibited] : [])];
  yield await stateReply(now, told.join(' '), context);
}

/** Throws Problem `option_missing` for a time without a day, `time_unreadable` or `zone_unknown`. */
function momentOf({ day, time, zone }: GalleryCall, before: Exhibition | undefined): Exhibition | undefined {
  if (day === 'off') return undefined;
  const weekday = day === undefined ? before?.weekday : weekdays.indexOf(day);
  if (weekday === undefined) throw new Problem('option_missing', { option: 'day' });
  const { hour, minute } = time === undefined ? (before ?? evening) : readTime(time);
  return { weekday, hour, minute, zone: zone === undefined ? (before?.zone ?? 'UTC') : readZone(zone) };
}
