import type { Context } from '../src/core/command.ts';
import type { Reply } from '../src/core/reply.ts';
import { pictures, shownOf } from './pictures.ts';
import { type Finished, finished } from './subject.ts';

/**
 * After a change, the message under which it was made shows the picture changed, where that can be reached; otherwise
 * `done` is told to whoever changed it. Nothing but that picture: the message may show it alone.
 */
export async function inItsPlace({ invocation, n }: Finished, context: Context, done: string): Promise<Reply> {
  if (!context.inPlace || context.invocation.about !== invocation) return { state: 'done', whisper: true, text: done };
  const [now] = (await context.album.of(invocation)).filter((each) => each.n === n).flatMap(finished);
  if (!now) return { state: 'done', whisper: true, text: done };
  const { whisper: _, ...reply } = pictures([shownOf(now)], context.invocation.locale);
  return { ...reply, where: 'subject' };
}
