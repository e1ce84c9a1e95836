import type { Claim, Lane } from '../../core/lane.ts';
import type { Touches } from '../galleries/touch.ts';
import type { Holding } from '../holding.ts';
import type { Notices } from '../notices.ts';
import { addPicture } from './add.ts';
import { findBusiest } from './busiest.ts';
import { callAgain } from './call-again.ts';
import { cancelPicture } from './cancel.ts';
import { claimNext } from './claim.ts';
import { estimateTime, findPicture } from './find.ts';
import { releaseClaims, renewClaims } from './lease.ts';
import { openPictures } from './open.ts';
import type { LaneParts } from './parts.ts';
import { settleClaim } from './settle.ts';
import { readUsage } from './usage.ts';

/** The durable queue on the store. Every change is one transaction that begins with the turn. */
export function createLane(
  holding: Holding & { readonly notices: Notices; readonly touches: Touches },
): Lane & { release(): Promise<void> } {
  const known = { held: new Map(), ending: new Set<Claim>(), unbegun: new Map(), unsure: new WeakSet<Claim>() };
  const parts: LaneParts = { ...holding, ...known, heard: new WeakMap() };
  const { access, clock, notices } = parts;

  return {
    add: (order, rules) => addPicture(parts, order, rules),
    claim: (limits) => claimNext(parts, limits),
    callAgain: (claim, counted, limits) => callAgain(parts, claim, counted, limits),
    settle: (claim, outcome) => settleClaim(parts, claim, outcome),
    renew: () => renewClaims(parts),
    cancel: (key) => cancelPicture(parts, key),
    find: (key) => findPicture(access, key),
    open: (whose) => openPictures(access, whose),
    pause: (milliseconds) => pauseLane(parts, milliseconds),
    estimate: (model, pixels) => estimateTime(access, model, pixels),
    usage: (keys) => readUsage(access, keys, clock.now()),
    busiest: (community, limit) => findBusiest(access, community, limit, clock.now()),
    subscribe: (listener) => notices.subscribe(listener),
    release: () => releaseClaims(parts),
  };
}

async function pauseLane({ access, clock }: LaneParts, milliseconds: number): Promise<void> {
  const until = clock.now() + milliseconds;
  await access.turn(async ({ transaction, lane, tell }) => {
    if (milliseconds <= 0 || lane.paused_until >= until) return;
    await transaction.updateTable('lanes').set({ paused_until: until, pause: milliseconds }).execute();
    tell({ kind: 'unknown' });
  });
}
