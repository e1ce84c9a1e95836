import { z } from 'zod';
import { describeOptions } from '../../src/core/option.ts';

/** One option of every kind. */
export const schema = z.object({
  prompt: z.string().trim().min(1).max(800).meta({ positional: true }),
  aspect: z
    .enum(['1:1', '16:9', '1:1 large'])
    .optional()
    .meta({ aliases: ['ar', 'ratio'], spellings: { large: '1:1 large' } }),
  width: z
    .int()
    .min(256)
    .max(768)
    .optional()
    .meta({ aliases: ['w'] }),
  model: z
    .enum(['2.1 Pro', '2.0 Pro', '2.0'])
    .optional()
    .meta({ spellings: { '2.1': '2.1 Pro' } }),
  seed: z.int().min(1).max(2147483646).optional(),
  guidance: z.number().min(1).max(10).optional(),
  enhance: z.boolean().optional(),
  upscale: z
    .boolean()
    .optional()
    .meta({ aliases: ['hd'] }),
  wordingSeed: z.int().min(1).max(2147483646).optional(),
  watermark: z.string().trim().min(1).max(100).optional(),
  watermarkCorner: z.enum(['bottom right', 'top left']).optional(),
});

export const options = describeOptions(schema);

/** A command whose options all need their name. */
export const wordless = options.filter(({ positional }) => !positional);
