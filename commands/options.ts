import { z } from 'zod';
import { corners, models, watermarkLanguages, wordings } from '../src/core/generation.ts';
import { describeOptions } from '../src/core/option.ts';
import { largestSeed } from '../src/core/seed.ts';
import { aspectNames, aspectSpellings } from './aspects.ts';
import { styleNames } from './styles.ts';

/**
 * What `pin` fills in. The schema only tells them, so that what a person gave can be told from what a preset may fill in.
 */
export const defaults = { guidance: 3.5, wording: 'pe', upscale: true, count: 1, repeat: 1 } as const;

/** Characters of a prompt that people write: the service's neighbours ignore what is beyond (API sheet, section 2.4). */
export const longestPrompt = 800;

/**
 * Characters of a prompt that is not expanded any more: words that the service wrote itself are longer, and have to be
 * asked for again. They fit into a text field of every platform (Discord: modals, 4000).
 */
export const longestPinnedPrompt = 4000;

const side = z.int().min(256).max(768).optional();
const seed = z.int().min(1).max(largestSeed).optional();

/** Everything that `/imagine` takes, in the order of forms and menus. At most 25 (Discord: application commands). */
export const options = z.object({
  prompt: z.string().trim().min(1).max(longestPinnedPrompt).meta({ positional: true, main: true, suggested: true }),
  aspect: z
    .enum(aspectNames)
    .optional()
    .meta({ aliases: ['ar', 'ratio'], spellings: aspectSpellings, main: true }),
  style: z
    .enum(styleNames)
    .optional()
    .meta({ spellings: { watercolor: 'watercolour' }, main: true, suggested: true }),
  width: side.meta({ aliases: ['w'] }),
  height: side.meta({ aliases: ['h'] }),
  model: z
    .enum(models)
    .optional()
    .meta({ aliases: ['m'], spellings: { '2.1': '2.1 Pro' } }),
  seed: seed.meta({ main: true, suggested: true }),
  count: z
    .int()
    .min(1)
    .max(4)
    .optional()
    .meta({ aliases: ['n'], default: defaults.count }),
  repeat: z
    .int()
    .min(1)
    .max(10)
    .optional()
    .meta({ aliases: ['r'], default: defaults.repeat }),
  preset: z.string().trim().min(1).max(64).optional().meta({ suggested: true }),
  guidance: z
    .number()
    .min(1)
    .max(10)
    .optional()
    .meta({ aliases: ['scale', 'cfg'], default: defaults.guidance }),
  steps: z.int().min(1).max(50).optional(),
  enhance: z.boolean().optional(),
  wording: z.enum(wordings).optional().meta({ default: defaults.wording }),
  wordingSeed: seed,
  upscale: z
    .boolean()
    .optional()
    .meta({ aliases: ['hd'], default: defaults.upscale }),
  watermark: z.string().trim().min(1).max(100).optional(),
  watermarkCorner: z.enum(corners).optional(),
  watermarkLanguage: z.enum(watermarkLanguages).optional(),
  watermarkOpacity: z.number().min(0).max(1).optional(),
  private: z.boolean().optional(),
  spoiler: z.boolean().optional(),
  yes: z.boolean().optional().meta({ silent: true }),
});

/** What a person asked for. What they left open is missing. */
export type Chosen = z.output<typeof options>;

/** The same for the text grammar. */
export const described = describeOptions(options);
