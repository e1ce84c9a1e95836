import { z } from 'zod';
import { type Context, command } from '../src/core/command.ts';
import {
  corners,
  type GenerationRequest,
  models,
  type Watermark,
  watermarkLanguages,
  wordings,
} from '../src/core/generation.ts';
import { Problem } from '../src/core/problem.ts';
import { largestSeed } from '../src/core/seed.ts';
import { paintOne } from './paint.ts';
import { manuals } from './words/words.ts';

/** The service's own list, in pixels before upscaling (API sheet, section 2.5). */
export const aspects = {
  '1:1': [512, 512],
  '4:3': [512, 384],
  '3:4': [384, 512],
  '3:2': [512, 341],
  '2:3': [341, 512],
  '16:9': [512, 288],
  '9:16': [288, 512],
  '1:1 large': [768, 768],
} as const;

const aspectNames = ['1:1', '4:3', '3:4', '3:2', '2:3', '16:9', '9:16', '1:1 large'] as const;

/** The examples of the service's documentation use 25 steps for 2.1 and 16 for 2.0 (API sheet, section 2.1). */
const defaultSteps: Readonly<Record<string, number>> = { '2.0 Pro': 16, '2.0': 16 };

/** Longer prompts say enough by themselves; expanding them drowns what was asked (API sheet, section 2.4). */
const longestExpandedPrompt = 200;

/** The documentation of 2.0 gives 680 where its siblings have 768 (API sheet, section 2.1). */
const largestSideOfModel20 = 680;

const side = z.int().min(256).max(768).optional();
const seed = z.int().min(1).max(largestSeed).optional();

export const options = z.object({
  prompt: z.string().trim().min(1).max(800).meta({ positional: true }),
  aspect: z
    .enum(aspectNames)
    .optional()
    .meta({ aliases: ['ar', 'ratio'], spellings: { large: '1:1 large', square: '1:1' } }),
  width: side.meta({ aliases: ['w'] }),
  height: side.meta({ aliases: ['h'] }),
  model: z
    .enum(models)
    .optional()
    .meta({ aliases: ['m'], spellings: { '2.1': '2.1 Pro' } }),
  seed,
  guidance: z
    .number()
    .min(1)
    .max(10)
    .default(3.5)
    .meta({ aliases: ['scale', 'cfg'] }),
  steps: z.int().min(1).max(50).optional(),
  enhance: z.boolean().optional(),
  wording: z.enum(wordings).default('pe'),
  wordingSeed: seed,
  upscale: z
    .boolean()
    .default(true)
    .meta({ aliases: ['hd'] }),
  watermark: z.string().trim().min(1).max(100).optional(),
  watermarkCorner: z.enum(corners).optional(),
  watermarkLanguage: z.enum(watermarkLanguages).optional(),
  watermarkOpacity: z.number().min(0).max(1).optional(),
});

type Options = z.output<typeof options>;

export const imagine = command({
  name: 'imagine',
  manuals: manuals((words) => words.imagine),
  options,
  async *run(chosen, context) {
    const request = pin(chosen, context);
    yield* paintOne({ request, notes: {} }, context);
  },
});

/** Settles everything the person left open, so that the same request can be made again. */
function pin(chosen: Options, context: Context): GenerationRequest {
  const model = chosen.model ?? context.defaultModel;
  const [width, height] = sizeOf(chosen);
  if (model === '2.0' && Math.max(width, height) > largestSideOfModel20) {
    throw new Problem('size_too_large_for_model', { model, maximum: largestSideOfModel20 });
  }
  return {
    prompt: chosen.prompt,
    model,
    width,
    height,
    seed: chosen.seed ?? context.seed('picture'),
    guidance: chosen.guidance,
    steps: chosen.steps ?? defaultSteps[model] ?? 25,
    enhance: chosen.enhance ?? chosen.prompt.length <= longestExpandedPrompt,
    wording: chosen.wording,
    wordingSeed: chosen.wordingSeed ?? context.seed('wording'),
    upscale: chosen.upscale,
    watermark: watermarkOf(chosen),
  };
}

function sizeOf({ aspect, width, height }: Options): readonly [number, number] {
  if (width === undefined && height === undefined) return aspects[aspect ?? '1:1'];
  if (aspect !== undefined) {
    throw new Problem('options_conflict', { options: ['aspect', width === undefined ? 'height' : 'width'] });
  }
  if (width === undefined || height === undefined) {
    throw new Problem('options_belong_together', { options: ['width', 'height'] });
  }
  return [width, height];
}

function watermarkOf(chosen: Options): Watermark | undefined {
  const { watermark, watermarkCorner, watermarkLanguage, watermarkOpacity } = chosen;
  const wanted = [watermark, watermarkCorner, watermarkLanguage, watermarkOpacity].some((value) => value !== undefined);
  if (!wanted) return undefined;
  return {
    text: watermark ?? '',
    corner: watermarkCorner ?? 'bottom right',
    language: watermarkLanguage ?? 'English',
    opacity: watermarkOpacity ?? 0.3,
  };
}
