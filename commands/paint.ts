import type { Context } from '../src/core/command.ts';
import type { Wish } from '../src/core/generation.ts';
import type { Reply } from '../src/core/reply.ts';
import { question } from './question.ts';
import { painting, picture } from './replies.ts';
import { discreet, paintingSeveral, results } from './results.ts';

/**
 * Paints what was asked for, one picture or several in one message. Several are asked about first unless it is `agreed`
 * that they are painted. Throws Problems only.
 */
export async function* paint(
  wishes: readonly Wish[],
  context: Context,
  agreed = false,
): AsyncGenerator<Reply, void, void> {
  const { invocation } = context;
  const [first, ...others] = wishes;
  if (!first) return;
  if (others.length === 0) yield* paintOne(first, context);
  else if (!agreed) yield await question(wishes, context);
  else {
    const made = yield* context.generateAll(wishes, (steps) => paintingSeveral(wishes, steps, invocation));
    yield results(made, invocation);
  }
}

async function* paintOne({ request, notes }: Wish, context: Context): AsyncGenerator<Reply, void, void> {
  const { invocation } = context;
  const show = (reply: Reply) => discreet(reply, notes);
  const made = yield* context.generate(request, (progress) => show(painting(request, progress, invocation)), notes);
  yield show(picture(made, request, invocation.locale));
}
