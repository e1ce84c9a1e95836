import type { Claim, PictureKey } from '../../core/lane.ts';
import type { Touches } from '../galleries/touch.ts';
import type { Holding } from '../holding.ts';
import type { Notices } from '../notices.ts';

/** What the parts of the lane share in one process. */
export interface LaneParts extends Holding {
  readonly notices: Notices;
  readonly touches: Touches;
  /** The claims made here and not settled yet. */
  readonly held: Map<string, Claim>;
  /** Those of them that are being settled: no heartbeat calls them lost, and nobody here takes them for lost. */
  readonly ending: Set<Claim>;
  /** Claims for which no call was made here, nor ever will be: nobody knows whether they were made or given back. */
  readonly unbegun: Map<string, Claim>;
  /** Claims whose end may be written down although the answer was lost. */
  readonly unsure: WeakSet<Claim>;
  /**
   * What is counted for a claim as far as whoever paints it has heard, in millionths; without an entry, as much as when
   * it was claimed. No call was made for what is counted beyond that.
   */
  readonly heard: WeakMap<Claim, number>;
}

export const heldAs = ({ invocation, n }: PictureKey) => `${n} ${invocation}`;
