import { z } from 'zod';
import { command } from '../src/core/command.ts';
import { manuals } from './words/words.ts';

/**
 * Takes pictures out of galleries and lists when somebody has deleted the message that showed them in the chat; by their
 * recipe they stay. A copy in another message changes nothing. Only platforms say under which message a call stands, so
 * nobody can press or type it.
 */
export const withdraw = command({
  name: 'withdraw',
  hidden: true,
  manuals: manuals((words) => words.withdraw),
  options: z.object({}),
  // biome-ignore lint/correctness/useYield: whoever did it sees it.
  async *run(_, { invocation, album }) {
    const { about, under } = invocation;
    if (about === undefined || under === undefined) return;
    for (const kept of await album.of(about)) {
      if (kept.message?.key === under) await album.setNotes(kept, { unlisted: true });
    }
  },
});
