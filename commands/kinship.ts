import type { GenerationRequest, Kinship, Notes, Wish } from '../src/core/generation.ts';
import { Problem } from '../src/core/problem.ts';
import { longestPinnedPrompt } from './options.ts';
import type { Finished } from './subject.ts';

/** The ways to make a picture from another one without new words. */
export const rerolls = [
  'new',
  'wording',
  'exact',
  'shape',
  'final',
  'adopted',
  'own',
] as const satisfies readonly Kinship[];

export type Reroll = (typeof rerolls)[number];

/** What a reroll may need beside the picture. */
export interface RerollParts {
  /** A seed that no other call has. */
  readonly seed: (purpose: 'picture' | 'wording') => number;
  /** Pixels before upscaling, for `shape`. */
  readonly size: readonly [number, number];
}

/** Steps of a final picture (API sheet, section 2.1: what the examples of 2.1 use). */
export const fullSteps = 25;

/**
 * What is sent to make a picture from another one. Only what the reroll is named for changes; everything else, also the
 * words that the model read, stays as it was. Throws Problem `wording_unknown` when the service never told those.
 */
export function rerolled(kind: Reroll, { generation, notes }: Finished, { seed, size }: RerollParts): Wish {
  const { request } = generation;
  const expandedPrompt = sendable(generation.expandedPrompt);
  const asked = notes.asked ?? request.prompt;
  const pinned = withWording(request, notes, expandedPrompt);
  switch (kind) {
    case 'new':
      return { ...pinned, request: { ...pinned.request, seed: seed('picture') } };
    case 'wording':
      return {
        request: { ...request, prompt: asked, enhance: true, wordingSeed: seed('wording') },
        notes: unpinned(notes),
      };
    case 'exact':
      return { request, notes };
    case 'shape': {
      const [width, height] = size;
      return { ...pinned, request: { ...pinned.request, width, height } };
    }
    case 'final': {
      const steps = Math.max(request.steps, fullSteps);
      return { ...pinned, request: { ...pinned.request, upscale: true, steps } };
    }
    case 'adopted':
      if (expandedPrompt === undefined) throw new Problem('wording_unknown', {});
      return pinned;
    case 'own':
      return { request: { ...request, prompt: asked, enhance: false }, notes: unpinned(notes) };
  }
}

/** A wording that is too long to be sent by itself cannot be asked for again. */
function sendable(wording: string | undefined): string | undefined {
  return wording !== undefined && [...wording].length <= longestPinnedPrompt ? wording : undefined;
}

/** The wording that the model read, word for word. Where nobody knows it, the same words as before. */
function withWording(request: GenerationRequest, notes: Notes, expandedPrompt: string | undefined): Wish {
  if (!request.enhance || expandedPrompt === undefined) return { request, notes };
  return {
    request: { ...request, prompt: expandedPrompt, enhance: false },
    notes: { ...notes, asked: notes.asked ?? request.prompt },
  };
}

function unpinned({ asked: _, ...notes }: Notes): Notes {
  return notes;
}
