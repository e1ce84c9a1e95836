import type { Kept } from '../src/core/album.ts';
import type { Context } from '../src/core/command.ts';
import type { Generation } from '../src/core/generation.ts';
import { accountable } from '../src/core/invocation.ts';
import { Problem } from '../src/core/problem.ts';
import { readRecipe } from '../src/core/recipe.ts';
import { shorten } from '../src/core/suggest.ts';
import { rulesHere } from './rules-here.ts';

/** A picture that is there. */
export interface Finished extends Kept {
  readonly generation: Generation;
}

/**
 * The picture that a call is about: the one with the recipe that was typed, or the one under which it was called. Throws
 * Problem `picture_needed`, `picture_unknown`, `recipe_mistyped` or `picture_removed`.
 */
export async function pictureOf(context: Context, recipe?: string): Promise<Kept> {
  const { about, picture = 0 } = context.invocation;
  if (recipe !== undefined) return present(await byRecipe(context, recipe));
  if (about === undefined) throw new Problem('picture_needed', {});
  const pictures = await context.album.of(about);
  const found = pictures.find(({ n }) => n === picture) ?? pictures[0];
  if (!found) throw new Problem('picture_needed', {});
  return present(found);
}

/** The same, made and allowed to be shown to whoever asks, where they ask. Throws also what `allow` throws, and `picture_not_ready`. */
export async function finishedOf(context: Context, recipe?: string): Promise<Finished> {
  const kept = await pictureOf(context, recipe);
  await allow(kept, context);
  const { generation } = kept;
  if (!generation) throw new Problem('picture_not_ready', {});
  return { ...kept, generation };
}

/** All pictures of the call that a call is about which are made and not deleted; none is `picture_needed`. */
export async function finishedAbout(context: Context, invocation: string): Promise<readonly Finished[]> {
  const pictures = (await context.album.of(invocation)).flatMap(finished);
  if (pictures.length === 0) throw new Problem('picture_needed', {});
  for (const each of pictures) await allow(each, context);
  return pictures;
}

/** A picture if it is made and not deleted. */
export function finished<Picture extends Kept>(kept: Picture): (Picture & Finished)[] {
  const { generation, removedAt } = kept;
  return generation && removedAt === undefined ? [{ ...kept, generation }] : [];
}

/**
 * Throws Problem `picture_private` or `picture_restricted`. What was made where only adults are let in crosses into no
 * other channel; to its maker alone it may be shown.
 */
export async function allow({ notes, person, channel }: Kept, context: Context): Promise<void> {
  const { invocation } = context;
  const isMaker = person === invocation.person.id;
  if (notes.private && !isMaker) throw new Problem('picture_private', {});
  if (!notes.restricted || (isMaker && invocation.place.direct)) return;
  // Where nobody knows who is let in, at least whoever is there has it before them already.
  const isFromHere = channel === accountable(invocation).channel;
  if (isFromHere && invocation.place.restricted === 'unknown') return;
  if (!(await rulesHere(context)).restricted) throw new Problem('picture_restricted', {});
}

/** Those that may be shown to whoever asks, where they ask, without having named one: what is not listed is its maker's own. */
export async function allowed<Picture extends Kept>(
  pictures: readonly Picture[],
  context: Context,
): Promise<readonly Picture[]> {
  const checks = pictures.map(async (each) => {
    try {
      await allow(each, context);
      return each.notes.unlisted && each.person !== context.invocation.person.id ? [] : [each];
    } catch (error) {
      if (error instanceof Problem && error.code !== 'storage_failed') return [];
      throw error;
    }
  });
  return (await Promise.all(checks)).flat();
}

/** Throws Problem `picture_restricted` for what was made where only adults are let in, unless its maker asks. */
export function allowCopy({ notes, person }: Kept, { invocation }: Context): void {
  if (notes.restricted && person !== invocation.person.id) throw new Problem('picture_restricted', {});
}

/**
 * Whether somebody may change or delete a picture: its maker, whoever administers the server where it is, and whoever looks
 * after other people's messages in that channel. A right in one channel says nothing about another.
 */
export function mayChange({ person, channel, community }: Kept, { invocation }: Context): boolean {
  const { id, rights = [] } = invocation.person;
  const here = accountable(invocation);
  if (person === id) return true;
  if (community === undefined || community !== here.community) return false;
  return rights.includes('administer') || (channel === here.channel && rights.includes('moderate'));
}

/** Throws Problem `recipe_mistyped` or `picture_unknown`. */
export async function byRecipe({ album }: Context, given: string): Promise<Kept> {
  const recipe = readRecipe(given);
  if (recipe === undefined || recipe === 'mistyped') throw new Problem('recipe_mistyped', { given: shorten(given) });
  const found = await album.find(recipe);
  if (!found) throw new Problem('picture_unknown', { recipe });
  return found;
}

function present(kept: Kept): Kept {
  if (kept.removedAt !== undefined) throw new Problem('picture_removed', {});
  return kept;
}
