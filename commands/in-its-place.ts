import type { Context } from '../src/core/command.ts';
import type { Reply } from '../src/core/reply.ts';
import { pictures, shownOf } from './pictures.ts';
import { type Finished, finished } from './subject.ts';

/**
 * After a change, the message that shows a picture shows it changed, where that can be reached from here and is the
 * picture's own; otherwise `done` is told to whoever changed it.
 */
export async function inItsPlace({ invocation }: Finished, context: Context, done: string): Promise<Reply> {
  if (!context.inPlace || context.invocation.about !== invocation) return { state: 'done', whisper: true, text: done };
  const all = (await context.album.of(invocation)).flatMap(finished);
  const { whisper: _, ...reply } = pictures(
    all.map((each) => shownOf(each)),
    context.invocation.locale,
  );
  return { ...reply, where: 'subject' };
}
