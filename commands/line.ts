import type { GenerationRequest } from '../src/core/generation.ts';
import { formatText } from '../src/core/grammar.ts';
import { plainPrompt, settingsOf } from './fields.ts';
import { imagine } from './imagine.ts';

/** The line that asks for exactly this picture. */
export function lineOf(request: GenerationRequest): string {
  const fields = { prompt: plainPrompt(request.prompt), ...settingsOf(request), enhance: request.enhance };
  return `/imagine ${formatText(fields, imagine.options)}`;
}
