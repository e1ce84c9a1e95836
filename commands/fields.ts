import type { Kept } from '../src/core/album.ts';
import { type GenerationRequest, models } from '../src/core/generation.ts';
import { aspectNames, aspects, isAspect } from './aspects.ts';
import { escapeBraces } from './expand.ts';

/** A picture as the options of /imagine that ask for it, for a form to change. */
export function fieldsOf({ request, notes }: Pick<Kept, 'request' | 'notes'>): Readonly<Record<string, unknown>> {
  const styled = notes.style !== undefined && notes.words !== undefined;
  return {
    ...settingsOf(request),
    ...(styled ? { prompt: notes.words, style: notes.style } : { prompt: escapeBraces(notes.asked ?? request.prompt) }),
    // A pinned wording stays pinned only as long as the words are its own.
    enhance: notes.asked === undefined ? request.enhance : true,
    ...(notes.private && { private: true }),
    ...(notes.spoiler && { spoiler: true }),
  };
}

/** Everything about a request but its words, and a model of the operator's own, which nobody can choose. */
export function settingsOf(request: GenerationRequest): Readonly<Record<string, unknown>> {
  const { width, height, model, seed, guidance, steps, wording, wordingSeed, upscale, watermark } = request;
  const aspect = aspectNames.find((name) => isAspect(request, aspects[name]));
  return {
    ...(aspect === undefined ? { width, height } : { aspect }),
    ...(models.some((known) => known === model) && { model }),
    ...{ seed, guidance, steps, wording, wordingSeed, upscale },
    ...(watermark && {
      ...(watermark.text && { watermark: watermark.text }),
      watermarkCorner: watermark.corner,
      watermarkLanguage: watermark.language,
      watermarkOpacity: watermark.opacity,
    }),
  };
}
