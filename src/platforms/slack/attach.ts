import type { Invocation } from '../../core/invocation.ts';
import type { Address } from '../../core/journal.ts';
import type { Surface } from '../../core/surface.ts';
import { readAddress } from './address.ts';
import { createSurface, type SurfaceParts } from './surface.ts';

/**
 * The surface of a call that a process which is gone has begun. Slack can no longer be told that the call has arrived;
 * its message is edited, or looked for when it was not written down where it is. Undefined for an unreadable address.
 */
export function attachSurface(parts: SurfaceParts, call: Invocation, address: Address): Surface | undefined {
  const known = readAddress(address);
  if (!known) return undefined;
  const { spot, whispered, files, shared, ...aside } = known;
  const placed = spot ?? (whispered ? 'closed' : 'lost');
  const told = whispered ? 'yes' : 'perhaps';
  return createSurface(parts, call, aside, {
    placed,
    whispered: told,
    files,
    shared,
    beside: new Map(),
    resumed: true,
  });
}
