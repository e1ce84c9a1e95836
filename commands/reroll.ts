import { z } from 'zod';
import { command } from '../src/core/command.ts';
import { Problem } from '../src/core/problem.ts';
import { aspectNames, aspectSpellings, aspects, isAspect, refuseTooLarge } from './aspects.ts';
import { rerolled, rerolls } from './kinship.ts';
import { paintOne } from './paint.ts';
import { notesHere } from './rules-here.ts';
import { finishedOf } from './subject.ts';
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
  async *run({ recipe, kind, aspect }, context) {
    const how = kind ?? (aspect === undefined ? 'new' : 'shape');
    if (how === 'shape' && aspect === undefined) throw new Problem('option_missing', { option: 'aspect' });
    if (how !== 'shape' && aspect !== undefined) throw new Problem('options_conflict', { options: ['kind', 'aspect'] });
    const parent = await finishedOf(context, recipe);
    const size = aspects[aspect ?? '1:1'];
    if (how === 'shape' && isAspect(parent.generation.request, size)) {
      throw new Problem('option_missing', { option: 'aspect' });
    }
    const { request, notes } = rerolled(how, parent, { seed: context.seed, size });
    refuseTooLarge(request);
    const lineage = { parent: parent.recipe, kinship: how };
    yield* paintOne({ request, notes: { ...notes, ...lineage, ...(await notesHere(context)) } }, context, parent);
  },
});
