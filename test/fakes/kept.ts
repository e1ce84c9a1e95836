import type { Kept } from '../../src/core/album.ts';
import type { GenerationRequest } from '../../src/core/generation.ts';
import { requestForTests } from './generation.ts';

/** A picture of Ada's in the album. */
export function keptOf(request: Partial<GenerationRequest> = {}, changes: Partial<Kept> = {}): Kept {
  return {
    invocation: 'discord:0',
    n: 0,
    recipe: '7K3Q-9XWM-2D4H',
    state: 'done',
    request: { ...requestForTests, ...request },
    notes: {},
    generation: undefined,
    person: 'discord:42',
    name: 'Ada',
    channel: 'discord:7',
    community: 'discord:9',
    orderedAt: 0,
    alt: undefined,
    removedAt: undefined,
    message: undefined,
    ...changes,
  };
}
