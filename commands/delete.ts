import { z } from 'zod';
import { type Kept, undoable } from '../src/core/album.ts';
import { type Context, command } from '../src/core/command.ts';
import { Problem } from '../src/core/problem.ts';
import type { Reply } from '../src/core/reply.ts';
import { pictures, shownOf } from './pictures.ts';
import { recipeOption } from './recipe-option.ts';
import { sentenceOf } from './replies.ts';
import { allow, byRecipe, finished, mayChange } from './subject.ts';
import { manuals, wordsFor } from './words/words.ts';

/** Cancels what waits, and deletes what is made: ❌, the menu under a picture, and by recipe. */
export const remove = command({
  name: 'delete',
  reaction: { emoji: '❌', name: 'x' },
  door: { on: 'message' },
  manuals: manuals((words) => words.delete),
  options: z.object({
    recipe: recipeOption.meta({ positional: true }),
    undo: z.boolean().optional().meta({ silent: true }),
  }),
  async *run({ recipe, undo }, context) {
    const meant = await meantBy(recipe, context);
    if (undo) {
      await restore(meant, context);
      yield await back(meant, context);
    } else {
      if (await cancelAll(meant, context)) return;
      const { invocation, n } = meant;
      if ((await context.album.remove(invocation, n)) === 0) throw new Problem('picture_never_made', {});
      const { person, locale } = context.invocation;
      yield deleted(meant, context, wordsFor(locale).delete.deleted(person.name));
    }
    if (context.inPlace) yield* asItIs(meant, context, !undo);
  },
});

/** Pictures of one call: one of them, or all. */
interface Meant {
  readonly invocation: string;
  readonly n: number | undefined;
  readonly pictures: readonly Kept[];
  /** Whether the call has others, which other messages may show together with it. */
  readonly isPart: boolean;
}

/** Throws Problem `picture_needed`, `picture_unknown`, `recipe_mistyped` or `not_yours`. */
async function meantBy(recipe: string | undefined, context: Context): Promise<Meant> {
  const { about, picture } = context.invocation;
  const named = recipe === undefined ? undefined : await byRecipe(context, recipe);
  const invocation = named?.invocation ?? about;
  if (invocation === undefined) throw new Problem('picture_needed', {});
  const all = await context.album.of(invocation);
  const n = named?.n ?? picture;
  const meant = all.filter((each) => n === undefined || each.n === n);
  if (meant.length === 0) throw new Problem('picture_needed', {});
  if (!meant.every((each) => mayChange(each, context))) throw new Problem('not_yours', {});
  return { invocation, n, pictures: meant, isPart: meant.length < all.length };
}

/**
 * Whether there was anything to cancel: its own message then says by itself that it was. Run again after a kill, it finds
 * what it has cancelled before, and does not delete the rest.
 */
async function cancelAll({ invocation, n, pictures: meant }: Meant, context: Context): Promise<boolean> {
  const { askedAt } = context.invocation;
  let cancelled = meant.some(({ state, endedAt = 0 }) => state === 'cancelled' && endedAt >= askedAt);
  for (const picture of await context.open({ invocation })) {
    if (n === undefined || picture.n === n) cancelled = (await context.cancel(picture)) || cancelled;
  }
  return cancelled;
}

/**
 * Somebody may do the opposite in the same moment, and may be shown sooner. So everybody looks once more after they were
 * shown, and the last one shows how it is. `isGone`: what was shown.
 */
async function* asItIs(meant: Meant, context: Context, isGone: boolean): AsyncGenerator<Reply, void, void> {
  const { locale } = context.invocation;
  const isMeant = ({ n }: Kept) => meant.n === undefined || n === meant.n;
  for (let shown = isGone; ; shown = !shown) {
    // What was shown is not replaced by the word that a store is away.
    const there = await context.album.of(meant.invocation).catch(() => undefined);
    if (!there || (there.filter(isMeant).flatMap(finished).length === 0) === shown) return;
    yield shown
      ? await back(meant, context)
      : deleted(meant, context, sentenceOf(new Problem('picture_removed', {}), locale));
  }
}

function deleted(
  { invocation, n, isPart, pictures: meant }: Meant,
  { invocation: { locale }, inPlace }: Context,
  text: string,
): Reply {
  const { delete: words, picture } = wordsFor(locale);
  const undo = { label: picture.buttons.undo, command: 'delete', about: invocation, picture: n, with: '--undo' };
  const { images: withdrawn = [] } = pictures(
    meant.flatMap((each) => finished({ ...each, removedAt: undefined })).map((each) => shownOf(each)),
    locale,
  );
  const common = { state: 'done', buttons: [undo], withdrawn } as const;
  if (!inPlace) return { ...common, text: words.gone, whisper: true };
  return { ...common, text: isPart ? words.gone : text, where: 'subject' };
}

/** Where whoever asks may see them. Throws also Problem `undo_too_late`. */
async function restore({ invocation, n, pictures: meant }: Meant, context: Context): Promise<void> {
  for (const each of meant) await allow(each, context);
  const restored = await context.album.restore(invocation, context.now() - undoable, n);
  if (restored === 0) throw new Problem('undo_too_late', {});
}

/** The message shows its pictures again, as if nothing had been. Where it cannot be reached, nobody else need hear of it. */
async function back({ invocation, n }: Meant, context: Context): Promise<Reply> {
  const { locale } = context.invocation;
  if (!context.inPlace) return { state: 'done', text: wordsFor(locale).delete.back, whisper: true };
  const there = (await context.album.of(invocation)).filter((each) => n === undefined || each.n === n);
  const { whisper: _, ...reply } = pictures(
    there.flatMap(finished).map((each) => shownOf(each)),
    locale,
  );
  return { ...reply, where: 'subject' };
}
