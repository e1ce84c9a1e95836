import type { Selectable } from 'kysely';
import type { Generation } from '../../core/generation.ts';
import type { Claim, Outcome } from '../../core/lane.ts';
import { Problem } from '../../core/problem.ts';
import type { Turning } from '../access.ts';
import { freshRecipe } from '../fresh-recipe.ts';
import { touch } from '../galleries/touch.ts';
import * as parse from '../parse.ts';
import type { Tables } from '../tables.ts';
import { heldAs, type LaneParts } from './parts.ts';
import { count } from './usage.ts';
import { running } from './where.ts';

type Picture = Selectable<Tables['pictures']>;

/** Ends a claim, unless another process took it over meanwhile. */
export async function settleClaim(parts: LaneParts, claim: Claim, outcome: Outcome): Promise<boolean> {
  const { access, clock, touches, ending, unbegun, heard } = parts;
  ending.add(claim);
  try {
    const settled = await access.turn(async (turning) => {
      const row = await claimedRow(parts, turning, claim);
      if (!row) return isSettled(parts, turning, claim, outcome);
      const now = clock.now();
      const unheard = row.cost - (heard.get(claim) ?? claim.cost);
      await (outcome.kind === 'again'
        ? putBack(turning, row, outcome, now)
        : close(turning, row, outcome, now, unheard));
      return true;
    });
    drop(parts, claim);
    if (outcome.kind === 'done') touches.tell();
    return settled;
  } catch (error) {
    const again = error instanceof Problem && error.code === 'storage_failed';
    const idle = outcome.kind === 'again' && outcome.why === undefined;
    if (again) parts.unsure.add(claim);
    // Nobody waits for it to be given back, so the next turn does it.
    if (again && idle) unbegun.set(heldAs(claim), claim);
    if (!again || idle) drop(parts, claim);
    throw error;
  } finally {
    ending.delete(claim);
  }
}

function drop({ held }: LaneParts, claim: Claim): void {
  if (held.get(heldAs(claim))?.attempt === claim.attempt) held.delete(heldAs(claim));
}

/** Whether it was settled just so before, by this process, which was not told. */
async function isSettled(
  { unsure }: LaneParts,
  { transaction }: Turning,
  claim: Claim,
  { kind }: Outcome,
): Promise<boolean> {
  if (!unsure.has(claim)) return false;
  const row = await transaction
    .selectFrom('pictures')
    .select(['state', 'attempt'])
    .where('invocation', '=', claim.invocation)
    .where('n', '=', claim.n)
    .executeTakeFirst();
  return row?.attempt === claim.attempt && row.state === (kind === 'again' ? 'waiting' : kind);
}

/** The claimed picture; undefined when another process has it by now. */
export async function claimedRow(
  { owner }: LaneParts,
  { transaction }: Turning,
  { invocation, n, attempt }: Claim,
): Promise<Picture | undefined> {
  return transaction
    .selectFrom('pictures')
    .selectAll()
    .where('invocation', '=', invocation)
    .where('n', '=', n)
    .where('attempt', '=', attempt)
    .where('owner', '=', owner)
    .where(running)
    .executeTakeFirst();
}

/** Back to its place in line, unless somebody asked for it to be stopped. */
export async function putBack(turning: Turning, row: Picture, outcome: Outcome & { kind: 'again' }, now: number) {
  const { transaction, tell } = turning;
  if (row.stop_asked === 1) {
    return close(turning, row, { kind: 'cancelled', problem: new Problem('cancelled', {}), paid: false }, now);
  }
  const request = outcome.request === undefined ? row.request : JSON.stringify(outcome.request);
  await transaction
    .updateTable('pictures')
    .set({ state: 'waiting', owner: null, lease_until: null, request, ...triesAfter(row, outcome.why) })
    .where('id', '=', row.id)
    .execute();
  tell({ kind: 'waiting', invocation: row.invocation, n: row.n });
}

/** What its retries count from now on. */
function triesAfter(
  { overloads, tried_since, claimed_at }: Picture,
  why: 'overload' | 'denial' | undefined,
): Pick<Picture, 'overloads' | 'tried_since'> {
  if (why === 'overload') return { overloads: overloads + 1, tried_since };
  if (why === 'denial') return { overloads: 0, tried_since: null };
  // Without a call nothing was tried yet.
  return { overloads, tried_since: tried_since === claimed_at ? null : tried_since };
}

/** The rows of `usage` that count a picture. None for an unreadable list: it must not stop everybody's line. */
export function countedOf({ counted }: Pick<Picture, 'counted'>): readonly string[] {
  return parse.readable(parse.usageKeys, counted) ?? [];
}

/** The recipe is a column of its own; what a process of before version 6 ordered has none yet. */
function madeAs({ recipe }: Picture, { recipe: _, ...generation }: Generation) {
  const image = generation.image.key;
  return { generation: JSON.stringify(generation), image, recipe: recipe ?? freshRecipe() };
}

/**
 * Writes how a picture ended, and gives back what it reserved, in the same transaction. `unheard`: millionths counted
 * for a call that was never made, because nobody heard that it may be.
 */
export async function close(
  { transaction, tell }: Turning,
  row: Picture,
  outcome: Exclude<Outcome, { kind: 'again' }>,
  now: number,
  unheard = 0,
): Promise<void> {
  const paid = outcome.kind === 'done' || outcome.paid;
  const back = unheard + (paid ? 0 : row.price);
  if (outcome.kind !== 'done') {
    // Whoever cancels what is being painted has used it up: otherwise one could have pictures painted without end.
    const usedUp = outcome.kind === 'cancelled' && paid;
    await count(transaction, countedOf(row), { pictures: usedUp ? 0 : -1, money: 0 - back });
  }
  await transaction
    .updateTable('pictures')
    .set({
      state: outcome.kind,
      settled_at: now,
      owner: null,
      lease_until: null,
      cost: row.cost - back,
      // Nothing more will be counted for it.
      counted: '[]',
      ...(outcome.kind === 'done' && madeAs(row, outcome.generation)),
      problem: outcome.kind === 'done' ? null : parse.writeProblem(outcome.problem),
      took: outcome.kind === 'done' ? now - (row.claimed_at ?? now) : null,
    })
    .where('id', '=', row.id)
    .execute();
  if (outcome.kind === 'done') await touch(transaction, [row.id], now);
  tell({ kind: 'settled', invocation: row.invocation, n: row.n });
}
