import { z } from 'zod';
import { command } from '../src/core/command.ts';
import { Problem } from '../src/core/problem.ts';
import { inItsPlace } from './in-its-place.ts';
import { recipeOption } from './recipe-option.ts';
import { rulesHere } from './rules-here.ts';
import { finishedOf, mayChange } from './subject.ts';
import { manuals, wordsFor } from './words/words.ts';

/** Hides a picture until somebody wants to see it, or shows it openly again. */
export const spoiler = command({
  name: 'spoiler',
  manuals: manuals((words) => words.spoiler),
  options: z.object({ recipe: recipeOption.meta({ positional: true }), off: z.boolean().optional() }),
  async *run({ recipe, off = false }, context) {
    const kept = await finishedOf(context, recipe);
    if (!mayChange(kept, context)) throw new Problem('not_yours', {});
    if (off && (await rulesHere(context)).spoiler) throw new Problem('spoiler_always_here', {});
    await context.album.setNotes(kept, { ...kept.notes, spoiler: !off });
    yield await inItsPlace(kept, context, wordsFor(context.invocation.locale).spoiler.done);
  },
});
