import { z } from 'zod';
import { type Context, command } from '../src/core/command.ts';
import type { Reply } from '../src/core/reply.ts';
import { pictures, shownOf } from './pictures.ts';
import { recipeOption } from './recipe-option.ts';
import { settingsReply } from './settings-reply.ts';
import { allowCopy, type Finished, finishedAbout, finishedOf } from './subject.ts';
import { manuals } from './words/words.ts';

/** Sends a copy with all facts to whoever asks: ✉️, the menu under a picture, and by recipe. */
export const send = command({
  name: 'send',
  reaction: { emoji: '✉️', name: 'envelope' },
  manuals: manuals((words) => words.send),
  options: z.object({ recipe: recipeOption.meta({ positional: true }) }),
  async *run({ recipe }, context) {
    const { about, picture } = context.invocation;
    const isWhole = recipe === undefined && picture === undefined && about !== undefined;
    const kept = isWhole ? await finishedAbout(context, about) : [await finishedOf(context, recipe)];
    for (const each of kept) allowCopy(each, context);
    yield { ...(await copyOf(kept, context)), where: 'direct' };
  },
});

async function copyOf(kept: readonly Finished[], context: Context): Promise<Reply> {
  const [first, second] = kept;
  const { whisper: _, ...reply } =
    first && !second
      ? await settingsReply(first, context)
      : pictures(
          kept.map((each) => shownOf(each)),
          context.invocation.locale,
        );
  return first ? { ...reply, of: { about: first.invocation, ...(!second && { picture: first.n }) } } : reply;
}
