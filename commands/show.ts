import { z } from 'zod';
import { type Context, command } from '../src/core/command.ts';
import { Problem } from '../src/core/problem.ts';
import type { Reply } from '../src/core/reply.ts';
import { recipeOption } from './recipe-option.ts';
import { settingsReply } from './settings-reply.ts';
import { finishedOf } from './subject.ts';
import { manuals, wordsFor } from './words/words.ts';

/** Brings a picture and its settings back: anywhere by its recipe, under it, or from any picture file that tells about itself. */
export const show = command({
  name: 'show',
  everyday: true,
  door: { on: 'message' },
  manuals: manuals((words) => words.show),
  options: z.object({
    recipe: recipeOption.meta({ positional: true }),
    whole: z.boolean().optional().meta({ silent: true }),
  }),
  async *run({ recipe, whole }, context) {
    const { about, files = [] } = context.invocation;
    if (recipe === undefined && about === undefined && files.length > 0) {
      // Fetching it takes longer than chats wait for the first word.
      yield { state: 'working', whisper: true, text: wordsFor(context.invocation.locale).show.reading };
      yield await readFile(context);
      return;
    }
    const kept = await finishedOf(context, recipe);
    const { images, ...words } = await settingsReply(kept, context);
    // Under a picture it is there to be seen, unless it is one of several small ones; who typed its recipe wants to see it.
    yield {
      ...words,
      ...(images && (whole || recipe !== undefined) && { images }),
      ...(recipe === undefined && { whisper: true }),
    };
  },
});

/** What a posted file says of itself. */
async function readFile(context: Context): Promise<Reply> {
  const words = wordsFor(context.invocation.locale).show;
  const found = await context.inscription();
  if (!found) throw new Problem('settings_unreadable', {});
  return { state: 'done', whisper: true, text: words.inside, quote: found.description, code: found.command };
}
