import { type GenerationRequest, models } from '../src/core/generation.ts';
import { formatText } from '../src/core/grammar.ts';
import type { Inscription } from '../src/core/image.ts';
import { escapeBraces } from './expand.ts';
import { described } from './options.ts';

/**
 * The `/imagine` line that asks for exactly this picture, with every setting spelled out: typed again, it gives the same
 * request. Nothing in its prompt is expanded or styled a second time. A model of the operator's own is not named, since
 * nobody can choose it: it is what those get who name none.
 */
export function lineOf(request: GenerationRequest): string {
  return `/imagine ${formatText(fieldsOf(request), described)}`;
}

/** What is written into the picture's file. */
export function inscribe(request: GenerationRequest): Inscription {
  return { command: lineOf(request), description: request.prompt };
}

/** The request as imagine's options, by `Option.key`: what a form about it starts with. */
export function fieldsOf({ model, watermark, ...request }: GenerationRequest): Readonly<Record<string, unknown>> {
  return {
    ...request,
    prompt: escapeBraces(request.prompt),
    ...(models.some((known) => known === model) && { model }),
    ...(watermark && {
      watermark: watermark.text,
      watermarkCorner: watermark.corner,
      watermarkLanguage: watermark.language,
      watermarkOpacity: watermark.opacity,
    }),
  };
}
