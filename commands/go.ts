import { z } from 'zod';
import { type Context, command } from '../src/core/command.ts';
import type { Input, Invocation } from '../src/core/invocation.ts';
import { Problem } from '../src/core/problem.ts';
import type { Reply } from '../src/core/reply.ts';
import { seedFor } from '../src/core/seed.ts';
import { isFirst, type Once, takeBack } from './first.ts';
import { manuals, wordsFor } from './words/words.ts';

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
    const once = { owner: asked.id, name: 'go' };
    if (!(await isFirst(once, context))) {
      yield { state: 'done', whisper: true, text: words.begun };
    } else if (cancel) {
      yield { state: 'done', where: 'subject', whisper: true, text: words.cancelled };
    } else yield* begin(once, asking.run(agreed(asked.input), inPlaceOf(asked, context)), context);
  },
});

/** A press that came to nothing lets the next one try. What is in line, or made, was begun. */
async function* begin(
  once: Once,
  work: AsyncGenerator<Reply, void, void>,
  context: Context,
): AsyncGenerator<Reply, void, void> {
  try {
    yield* work;
  } catch (thrown) {
    if (thrown instanceof Problem && (await context.album.of(context.invocation.id)).length === 0) {
      await takeBack(once, context);
    }
    throw thrown;
  }
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
