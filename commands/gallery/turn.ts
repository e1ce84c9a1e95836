import type { Context } from '../../src/core/command.ts';
import { accountable, type Invocation } from '../../src/core/invocation.ts';
import { Problem } from '../../src/core/problem.ts';
import { readOptions } from '../../src/core/read-options.ts';
import { readRecipe } from '../../src/core/recipe.ts';
import { meantBy } from './meant.ts';
import { describedGallery, type GalleryCall, galleryOptions } from './options.ts';

/** A page that somebody wants to see. */
export interface Turn {
  /** Who looked for what, and where: its buttons are about this call, since filters fit into no button. */
  readonly asked: Invocation;
  readonly filters: GalleryCall;
  /** The pictures after or before the one with this recipe. */
  readonly after: string | undefined;
  readonly before: string | undefined;
  /** For everybody. */
  readonly isPosted: boolean;
  /** Whether it was turned from a page that its asker alone sees. */
  readonly isTurned: boolean;
}

/**
 * What a call asks for: itself, or another page of what it is about. Throws Problem `call_forgotten`, or `not_yours` for a
 * page of a channel that whoever turns it need not be able to read.
 */
export async function turnOf(given: GalleryCall, context: Context): Promise<Turn> {
  const { invocation } = context;
  const cursor = { after: recipeIn(given.after), before: recipeIn(given.before), isPosted: given.post ?? false };
  const shown = isTurn(given) ? await recalled(invocation.about, context) : undefined;
  if (!shown) return { ...cursor, asked: invocation, filters: given, isTurned: false };
  // A page that was posted has buttons about that call, which was about the one with the filters.
  const asked = (isTurn(shown.filters) && (await recalled(shown.asked.about, context))) || shown;
  const isReader =
    asked.asked.person.id === invocation.person.id ||
    accountable(asked.asked).channel === accountable(invocation).channel;
  if (!isReader) throw new Problem('not_yours', {});
  return { ...cursor, ...asked, isTurned: !shown.filters.post };
}

/** Only buttons give these; typed, there is nothing that they could be about. */
function isTurn({ after, before, post }: GalleryCall): boolean {
  return (after ?? before ?? post) !== undefined;
}

/** Undefined for a call that is about a picture, or about nothing. */
async function recalled(
  about: string | undefined,
  context: Context,
): Promise<Pick<Turn, 'asked' | 'filters'> | undefined> {
  if (about === undefined) return undefined;
  const asked = await context.recall(about);
  if (!asked) throw new Problem('call_forgotten', {});
  if (asked.command !== 'gallery') return undefined;
  return { asked, filters: meantBy(readOptions(galleryOptions, describedGallery, asked.input)) };
}

function recipeIn(given: string | undefined): string | undefined {
  const recipe = given === undefined ? undefined : readRecipe(given);
  return recipe === 'mistyped' ? undefined : recipe;
}
