import type { Kept } from '../src/core/album.ts';
import type { Context, Step } from '../src/core/command.ts';
import type { Progress, Wish } from '../src/core/generation.ts';
import type { Reply } from '../src/core/reply.ts';
import { results } from './pictures.ts';
import { promptsOf } from './prompts.ts';
import { question } from './question.ts';
import { painting } from './replies.ts';
import { wordsFor } from './words/words.ts';

/** What a call that paints knows beside its wishes. */
interface Call {
  /** Several are asked about first unless it is agreed that they are painted. */
  readonly agreed?: boolean | undefined;
  /** What they are made from. */
  readonly parent?: Kept | undefined;
}

/** Orders what was asked for, one picture or several in one message, and shows it. Throws Problems only. */
export async function* paint(
  wishes: readonly Wish[],
  context: Context,
  { agreed = false, parent }: Call = {},
): AsyncGenerator<Reply, void, void> {
  const { invocation } = context;
  const [first, ...others] = wishes;
  if (!first) return;
  if (others.length === 0) yield* paintOne(first, context, parent);
  else if (!agreed) yield await question(wishes, context);
  else {
    const made = yield* context.generateAll(wishes, (steps) => paintingSeveral(first, wishes, steps, context));
    yield results(made, invocation, parent);
  }
}

async function* paintOne(wish: Wish, context: Context, parent?: Kept): AsyncGenerator<Reply, void, void> {
  const { request, notes } = wish;
  const { invocation } = context;
  const show = (progress: Progress) => painting(request, progress, invocation, notes);
  const generation = yield* context.generate(request, show, notes);
  yield results([{ wish, generation }], invocation, parent);
}

/** What people see while several are painted: how many are there, and before the first one what is waited for. */
function paintingSeveral(
  first: Wish,
  wishes: readonly Wish[],
  steps: readonly Step[],
  { invocation }: Pick<Context, 'invocation'>,
): Reply {
  const { several: words } = wordsFor(invocation.locale);
  const open = steps.filter((step) => typeof step === 'object');
  // When all are over, their result is about to be shown.
  const next = open[0] ?? { ahead: 0, since: invocation.askedAt, again: undefined };
  const { quote: _, ...common } = painting(first.request, next, invocation, first.notes);
  const made = steps.filter((step) => step === 'made').length;
  const isWaiting = open.length === steps.length && (next.ahead > 0 || next.again !== undefined);
  const text = isWaiting ? common.text : words.progress(made, wishes.length);
  return { ...common, text, ...promptsOf(wishes, invocation.locale) };
}
