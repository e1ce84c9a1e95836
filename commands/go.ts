import { z } from 'zod';
import { type Context, command } from '../src/core/command.ts';
import type { Input, Invocation } from '../src/core/invocation.ts';
import { Problem } from '../src/core/problem.ts';
import { seedFor } from '../src/core/seed.ts';
import { manuals, wordsFor } from './words/words.ts';

/** Who began to paint what a question was about. */
const beginning = z.object({ by: z.string() });

/** Answers a question about several pictures: the call that it is about is run again, and asks nothing then. */
export const go = command({
  name: 'go',
  hidden: true,
  manuals: manuals((words) => words.go),
  options: z.object({ cancel: z.boolean().optional() }),
  async *run({ cancel }, context) {
    const { invocation, commands } = context;
    const words = wordsFor(invocation.locale).go;
    const asked = invocation.about === undefined ? undefined : await context.recall(invocation.about);
    const asking = commands.find(({ name }) => name === asked?.command);
    const knowsYes = asking?.options.some(({ key }) => key === 'yes');
    if (!asked || !asking || !knowsYes) throw new Problem('call_forgotten', {});
    if (asked.person.id !== invocation.person.id) throw new Problem('not_yours', {});
    if (!(await isFirst(asked, context))) {
      yield { state: 'done', whisper: true, text: words.begun };
    } else if (cancel) {
      yield { state: 'done', where: 'subject', whisper: true, text: words.cancelled };
    } else yield* asking.run(agreed(asked.input), inPlaceOf(asked, context));
  },
});

/**
 * Whether no other press has answered the question before. Two at the same moment find one answer, and this one finds its
 * own again after a kill.
 */
async function isFirst(asked: Invocation, { invocation, settings }: Context): Promise<boolean> {
  const person = invocation.person.id;
  const answer = { owner: asked.id, kind: 'begun', name: 'go', person, value: { by: invocation.id } } as const;
  const there = await settings.add(answer);
  return beginning.safeParse(there.value).data?.by === invocation.id;
}

/** What was asked, with the answer to the question in it. */
function agreed(input: Input): Input {
  if (input.kind === 'text') return { ...input, text: `${input.text} --yes` };
  return { ...input, fields: { ...input.fields, yes: true } };
}

/** The press with all that was said when it was asked. Its seeds are those that the question was about. */
function inPlaceOf(asked: Invocation, context: Context): Context {
  const { input, about, picture, files } = asked;
  return {
    ...context,
    invocation: { ...context.invocation, command: asked.command, input, about, picture, files },
    seed: (purpose, n = 0) => seedFor(asked.id, purpose, n),
  };
}
