import type { Surface } from '../../core/surface.ts';
import type { ReactionSpot } from './address.ts';

/**
 * Where a reaction is answered: nowhere. There is nobody to whisper to, and a word for everybody is more than a reaction
 * asks for; what it does shows where it was made. Problems are in the log.
 */
export function createQuietSurface(spot: ReactionSpot): Surface {
  return {
    pace: 0,
    address: () => spot,
    message: () => undefined,
    show: async () => undefined,
  };
}
