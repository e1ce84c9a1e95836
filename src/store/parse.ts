import { z } from 'zod';
import {
  corners,
  type Generation,
  type GenerationRequest,
  kinships,
  type Notes,
  watermarkLanguages,
  wordings,
} from '../core/generation.ts';
import { type Image, imageTypes } from '../core/image.ts';
import { type Invocation, rights } from '../core/invocation.ts';
import { Problem, type ProblemCode } from '../core/problem.ts';

// JSON leaves out what is undefined, so the transforms put those keys back.

const input = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fields'), fields: z.record(z.string(), z.unknown()), text: z.string().optional() }),
  z.object({ kind: z.literal('text'), text: z.string() }),
]);

export const invocation: z.ZodType<Invocation> = z.object({
  id: z.string(),
  command: z.string(),
  input,
  person: z.object({
    id: z.string(),
    name: z.string(),
    roles: z.array(z.string()).optional(),
    rights: z.array(z.enum(rights)).optional(),
  }),
  place: z
    .object({
      platform: z.string(),
      channel: z.string(),
      parent: z.string().optional(),
      closed: z.boolean().optional(),
      community: z.string().optional(),
      restricted: z.union([z.boolean(), z.literal('unknown')]).optional(),
      direct: z.boolean().optional(),
    })
    .transform((place) => ({ ...place, community: place.community })),
  about: z.string().optional(),
  picture: z.number().optional(),
  files: z.array(z.string()).optional(),
  gesture: z.string().optional(),
  under: z.string().optional(),
  locale: z.string(),
  askedAt: z.number(),
});

export const address = z.record(z.string(), z.string());

export const request: z.ZodType<GenerationRequest> = z
  .object({
    prompt: z.string(),
    model: z.string(),
    width: z.number(),
    height: z.number(),
    seed: z.number(),
    guidance: z.number(),
    steps: z.number(),
    enhance: z.boolean(),
    wording: z.enum(wordings),
    wordingSeed: z.number(),
    upscale: z.boolean(),
    watermark: z
      .object({
        text: z.string(),
        corner: z.enum(corners),
        language: z.enum(watermarkLanguages),
        opacity: z.number(),
      })
      .optional(),
  })
  .transform((all) => ({ ...all, watermark: all.watermark }));

export const image: z.ZodType<Image> = z.object({
  key: z.string(),
  type: z.enum(imageTypes),
  width: z.number(),
  height: z.number(),
  bytes: z.number(),
});

export const generation: z.ZodType<Generation> = z
  .object({
    request,
    image,
    elapsed: z.number(),
    waited: z.number(),
    upstreamElapsed: z.number().optional(),
    requestId: z.string().optional(),
    expandedPrompt: z.string().optional(),
  })
  .transform((all) => ({
    ...all,
    upstreamElapsed: all.upstreamElapsed,
    requestId: all.requestId,
    expandedPrompt: all.expandedPrompt,
  }));

// What a newer Easel notes may mean nothing here, and the picture is worth showing all the same.
const word = z.string().optional().catch(undefined);
const mark = z.boolean().optional().catch(undefined);

export const notes = z.object({
  words: word,
  asked: word,
  style: word,
  parent: word,
  kinship: z.enum(kinships).optional().catch(undefined),
  private: mark,
  spoiler: mark,
  restricted: mark,
  unlisted: mark,
  around: word,
} satisfies Record<keyof Notes, z.ZodType>) satisfies z.ZodType<Notes>;

const problem = z.object({
  code: z.custom<ProblemCode>((code) => typeof code === 'string'),
  facts: z.custom<Problem['facts']>((facts) => typeof facts === 'object' && facts !== null),
  requestId: z.string().optional(),
});

/** What is told to people, kept so that a replay tells the same. The hint was for the log of that moment. */
export function writeProblem({ code, facts, requestId }: Problem): string {
  return JSON.stringify({ code, facts, requestId });
}

export function readProblem(text: string): Problem {
  const { code, facts, requestId } = problem.parse(JSON.parse(text));
  return new Problem(code, facts, { requestId });
}

export const usageKeys = z.array(z.string());

/** Reads back what this store wrote. Throws ZodError when somebody else changed it. */
export function readJson<T>(schema: z.ZodType<T>, text: string): T {
  return schema.parse(JSON.parse(text));
}

/** Undefined for what cannot be read, where one bad row must not stop all the others. */
export function readable<T>(schema: z.ZodType<T>, text: string): T | undefined {
  try {
    return readJson(schema, text);
  } catch {
    return undefined;
  }
}
