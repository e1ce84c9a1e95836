import { z } from 'zod';
import { type Context, command } from '../src/core/command.ts';
import type { Wish } from '../src/core/generation.ts';
import { Problem } from '../src/core/problem.ts';
import { type AspectName, aspectNames, aspectSpellings, aspects, isAspect, refuseTooLarge } from './aspects.ts';
import { type Reroll, rerolled, rerolls } from './kinship.ts';
import { orderedBy } from './ordered.ts';
import { paint } from './paint.ts';
import { notesHere } from './rules-here.ts';
import { type Finished, finishedOf } from './subject.ts';
import { manuals } from './words/words.ts';

/** Makes another picture from one that is there: 🔁, the buttons and menus under it, and `/reroll`. */
export const reroll = command({
  name: 'reroll',
  everyday: true,
  reaction: { emoji: '🔁', name: 'repeat' },
  door: { on: 'message' },
  manuals: manuals((words) => words.reroll),
  options: z.object({
    recipe: z.string().trim().max(300).optional().meta({ positional: true }),
    kind: z.enum(rerolls).optional(),
    aspect: z
      .enum(aspectNames)
      .optional()
      .meta({ aliases: ['ar', 'ratio'], spellings: aspectSpellings }),
  }),
  async *run(asked, context) {
    const how = howOf(asked);
    let parent: Finished | undefined;
    const { wishes } = await orderedBy(context, async () => {
      parent = await finishedOf(context, asked.recipe);
      return [await wishFrom(parent, how, asked.aspect, context)];
    });
    yield* paint(wishes, context, { agreed: true, parent });
  },
});

/** Throws Problem `option_missing` or `options_conflict`: only another shape needs an aspect ratio. */
function howOf({
  kind,
  aspect,
}: {
  readonly kind?: Reroll | undefined;
  readonly aspect?: AspectName | undefined;
}): Reroll {
  const how = kind ?? (aspect === undefined ? 'new' : 'shape');
  if (how === 'shape' && aspect === undefined) throw new Problem('option_missing', { option: 'aspect' });
  if (how !== 'shape' && aspect !== undefined) throw new Problem('options_conflict', { options: ['kind', 'aspect'] });
  return how;
}

async function wishFrom(
  parent: Finished,
  how: Reroll,
  aspect: AspectName | undefined,
  context: Context,
): Promise<Wish> {
  const size = aspects[aspect ?? '1:1'];
  if (how === 'shape' && isAspect(parent.generation.request, size)) {
    throw new Problem('option_missing', { option: 'aspect' });
  }
  const { request, notes } = rerolled(how, parent, { seed: context.seed, size });
  refuseTooLarge(request);
  const lineage = { parent: parent.recipe, kinship: how };
  // It is listed or not by where it is made.
  return {
    request,
    notes: { ...notes, ...lineage, unlisted: undefined, around: undefined, ...(await notesHere(context)) },
  };
}
