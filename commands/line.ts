import type { GenerationRequest } from '../src/core/generation.ts';
import { formatText } from '../src/core/grammar.ts';
import type { Inscription } from '../src/core/image.ts';
import { escapeBraces } from './expand.ts';
import { settingsOf } from './fields.ts';
import { described } from './options.ts';

/**
 * The `/imagine` line that asks for exactly this picture, with every setting spelled out: typed again, it gives the same
 * request. Nothing in its prompt is expanded or styled a second time. A model of the operator's own is not named, since
 * nobody can choose it: it is what those get who name none.
 */
export function lineOf(request: GenerationRequest): string {
  const { prompt, enhance } = request;
  return `/imagine ${formatText({ ...settingsOf(request), prompt: escapeBraces(prompt), enhance }, described)}`;
}

/** What is written into the picture's file. */
export function inscribe(request: GenerationRequest): Inscription {
  return { command: lineOf(request), description: request.prompt };
}
