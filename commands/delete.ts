import { z } from 'zod';
import type { Kept } from '../src/core/album.ts';
import { type Context, command } from '../src/core/command.ts';
import { Problem } from '../src/core/problem.ts';
import type { Reply } from '../src/core/reply.ts';
import { pictures, shownOf } from './pictures.ts';
import { recipeOption } from './recipe-option.ts';
import { sentenceOf } from './replies.ts';
import { allow, finished, mayChange, pictureOf } from './subject.ts';
import { manuals, wordsFor } from './words/words.ts';

/** Milliseconds for which a deleted picture can be brought back; its file is deleted after that. */
export const undoable = 10 * 60_000;

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
    const invocation = recipe === undefined ? context.invocation.about : (await pictureOf(context, recipe)).invocation;
    if (invocation === undefined) throw new Problem('picture_needed', {});
    const all = await context.album.of(invocation);
    if (all.length === 0) throw new Problem('picture_needed', {});
    if (!all.every((each) => mayChange(each, context))) throw new Problem('not_yours', {});
    if (undo) {
      await restore(invocation, context);
      yield await back(invocation, context);
    } else {
      if (await cancelAll(invocation, context)) return;
      if ((await context.album.remove(invocation)) === 0) throw new Problem('picture_not_ready', {});
      const { person, locale } = context.invocation;
      yield deleted(all, context, wordsFor(locale).delete.deleted(person.name));
    }
    if (context.inPlace) yield* asItIs(invocation, context, !undo);
  },
});

/** Whether there was anything to cancel: its own message then says by itself that it was. */
async function cancelAll(invocation: string, { open, cancel }: Context): Promise<boolean> {
  let cancelled = false;
  for (const picture of await open({ invocation })) cancelled = (await cancel(picture)) || cancelled;
  return cancelled;
}

/**
 * Somebody may do the opposite in the same moment, and may be shown sooner. So everybody looks once more after they were
 * shown, and the last one shows how it is. `isGone`: what was shown.
 */
async function* asItIs(invocation: string, context: Context, isGone: boolean): AsyncGenerator<Reply, void, void> {
  const { locale } = context.invocation;
  for (let shown = isGone; ; shown = !shown) {
    // What was shown is not replaced by the word that a store is away.
    const there = await context.album.of(invocation).catch(() => undefined);
    if (!there || (there.flatMap(finished).length === 0) === shown) return;
    yield shown
      ? await back(invocation, context)
      : deleted(there, context, sentenceOf(new Problem('picture_removed', {}), locale));
  }
}

function deleted(all: readonly Kept[], { invocation: { locale }, inPlace }: Context, text: string): Reply {
  const { delete: words, picture } = wordsFor(locale);
  const buttons = [{ label: picture.buttons.undo, command: 'delete', about: all[0]?.invocation, with: '--undo' }];
  const common = { state: 'done', buttons } as const;
  const made = all.flatMap(({ removedAt: _, ...each }) => finished({ ...each, removedAt: undefined }));
  const { images: gone = [] } = pictures(
    made.map((each) => shownOf(each)),
    locale,
  );
  if (inPlace) return { ...common, text, gone, where: 'subject' };
  return { ...common, text: words.gone, whisper: true };
}

/** Where whoever asks may see them. Throws also Problem `undo_too_late`. */
async function restore(invocation: string, context: Context): Promise<void> {
  for (const each of await context.album.of(invocation)) await allow(each, context);
  const restored = await context.album.restore(invocation, context.now() - undoable);
  if (restored === 0) throw new Problem('undo_too_late', {});
}

/** The message shows its pictures again, as if nothing had been. Where it cannot be reached, nobody else need hear of it. */
async function back(invocation: string, context: Context): Promise<Reply> {
  const { locale } = context.invocation;
  if (!context.inPlace) return { state: 'done', text: wordsFor(locale).delete.back, whisper: true };
  const shown = (await context.album.of(invocation)).flatMap(finished).map((each) => shownOf(each));
  const { whisper: _, ...reply } = pictures(shown, locale);
  return { ...reply, where: 'subject' };
}
