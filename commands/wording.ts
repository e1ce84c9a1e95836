import { z } from 'zod';
import { command } from '../src/core/command.ts';
import { Problem } from '../src/core/problem.ts';
import { recipeOption } from './recipe-option.ts';
import { saidOf } from './replies.ts';
import { finishedOf } from './subject.ts';
import { manuals, wordsFor } from './words/words.ts';

/** The words that the model really read, in full, for whoever wants to keep or drop them. */
export const wording = command({
  name: 'wording',
  manuals: manuals((words) => words.wording),
  options: z.object({ recipe: recipeOption.meta({ positional: true }) }),
  async *run({ recipe }, context) {
    const { invocation: about, n: picture, generation, notes } = await finishedOf(context, recipe);
    const { wording: words } = wordsFor(context.invocation.locale);
    const { request, expandedPrompt } = generation;
    const read = request.enhance ? expandedPrompt : request.prompt;
    if (read === undefined) throw new Problem('wording_unknown', {});
    const said = saidOf(request, notes);
    const act = (label: string, kind: string) => ({ label, command: 'reroll', about, picture, with: `--kind ${kind}` });
    yield {
      state: 'done',
      whisper: true,
      text: read === said ? words.same : words.read,
      quote: read,
      ...(read !== said && { facts: [{ label: words.mine, value: said }] }),
      buttons: [
        ...(request.enhance ? [act(words.adopt, 'adopted')] : []),
        ...(read !== said ? [act(words.own, 'own')] : []),
      ],
    };
  },
});
