import type { Kept } from '../src/core/album.ts';
import type { Context } from '../src/core/command.ts';
import type { Wish } from '../src/core/generation.ts';
import type { Reply } from '../src/core/reply.ts';
import { results } from './pictures.ts';
import { painting } from './replies.ts';

/** Orders one picture and shows it. `parent`: what it is made from. */
export async function* paintOne(wish: Wish, context: Context, parent?: Kept): AsyncGenerator<Reply, void, void> {
  const { request, notes } = wish;
  const { invocation } = context;
  const show = (progress: Parameters<typeof painting>[1]) => painting(request, progress, invocation, notes);
  const generation = yield* context.generate(request, show, notes);
  yield results([{ wish, generation }], invocation, parent);
}
