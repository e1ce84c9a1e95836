import { z } from 'zod';
import { command } from '../src/core/command.ts';
import { Problem } from '../src/core/problem.ts';
import { inItsPlace } from './in-its-place.ts';
import { recipeOption } from './recipe-option.ts';
import { saidOf } from './replies.ts';
import { finishedOf, mayChange } from './subject.ts';
import { manuals, wordsFor } from './words/words.ts';

/** Of alternative text (Discord: components reference). */
const longestAlt = 1024;

/** Writes what a picture shows, for people who cannot see it; without a text, asks for it. */
export const describe = command({
  name: 'describe',
  manuals: manuals((words) => words.describe),
  options: z.object({
    text: z.string().trim().min(1).max(longestAlt).optional().meta({ positional: true, main: true }),
    recipe: recipeOption,
  }),
  async *run({ text, recipe }, context) {
    const { describe: words } = wordsFor(context.invocation.locale);
    const kept = await finishedOf(context, recipe);
    if (!mayChange(kept, context)) throw new Problem('not_yours', {});
    const { invocation: about, n: picture, generation, notes, alt } = kept;
    if (text !== undefined) {
      await context.album.setAlt(kept, text);
      yield await inItsPlace(kept, context, words.done);
      return;
    }
    yield {
      state: 'done',
      whisper: true,
      text: words.ask,
      form: { command: 'describe', about, picture, fields: { text: alt ?? saidOf(generation.request, notes) } },
      buttons: [{ label: words.open, command: 'describe', about, picture }],
    };
  },
});
