import { z } from 'zod';
import { orders, visibilities } from '../../src/core/gallery.ts';
import { describeOptions } from '../../src/core/option.ts';
import { largestSeed } from '../../src/core/seed.ts';
import { styleNames } from '../styles.ts';

/** What can be done with galleries. */
export const galleryActions = ['browse', 'bind', 'unbind', 'info', 'rules', 'web', 'exhibition'] as const;

/** What a channel is bound as: everything, what people star, posts of a forum, or for the web only. */
export const modes = ['mirror', 'starboard', 'forum', 'web'] as const;

export type Mode = (typeof modes)[number];

/** In the order of JavaScript's weekdays. */
export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

const weekdaySpellings = {
  ...Object.fromEntries(weekdays.map((day) => [day.slice(0, 3), day])),
  ...Object.fromEntries(
    weekdays.flatMap((day, at) => ['周', '星期', '礼拜'].map((week) => [`${week}${[...'日一二三四五六'][at]}`, day])),
  ),
  ...{ 周天: 'sunday', 星期天: 'sunday', 礼拜天: 'sunday' },
};

/** How much somebody writes to find a picture, or to name a gallery. */
const longestWords = 300;
const longestName = 100;

/** Of a code or a time zone; of a channel or a person with all that platforms write around it. */
const short = z.string().trim().min(1).max(100).optional();
const mention = short.meta({ mention: true });

/** Of a recipe, which tells where a page begins. */
const recipe = z.string().trim().min(1).max(300).optional();

/** Everything that `/gallery` takes. At most 25 (Discord: application commands). */
export const galleryOptions = z.object({
  words: z.string().trim().min(1).max(longestWords).optional().meta({ positional: true, main: true }),
  action: z.enum(galleryActions).optional().meta({ default: 'browse', main: true }),
  order: z.enum(orders).optional().meta({ default: 'newest', main: true }),
  mine: z.boolean().optional(),
  person: mention.meta({ mention: true, main: true }),
  style: z
    .enum(styleNames)
    .optional()
    .meta({ spellings: { watercolor: 'watercolour' }, suggested: true, main: true }),
  seed: z.int().min(1).max(largestSeed).optional(),
  post: z.boolean().optional(),
  to: mention,
  from: mention,
  mode: z.enum(modes).optional().meta({ default: 'starboard' }),
  threshold: z.int().min(0).max(1000).optional(),
  drop: z.boolean().optional(),
  ownStars: z.boolean().optional(),
  days: z.int().min(0).max(3650).optional(),
  name: z.string().trim().min(1).max(longestName).optional(),
  join: short,
  visibility: z.enum(visibilities).optional(),
  revoke: z.boolean().optional(),
  day: z
    .enum(['off', ...weekdays])
    .optional()
    .meta({ spellings: weekdaySpellings }),
  time: z.string().trim().min(1).max(20).optional(),
  zone: short.meta({ suggested: true }),
  after: recipe.meta({ silent: true }),
  before: recipe.meta({ silent: true }),
});

/** What somebody gave. What they left open is missing. */
export type GalleryCall = z.output<typeof galleryOptions>;

/** The same for the text grammar. */
export const describedGallery = describeOptions(galleryOptions);
