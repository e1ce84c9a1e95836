import { z } from 'zod';
import { command } from '../src/core/command.ts';
import { manuals } from './words/words.ts';

/**
 * Takes back all stars under a message, when somebody who looks after a channel has cleared its reactions. Only platforms
 * say under which message a call stands, so nobody can press or type it.
 */
export const clearStars = command({
  name: 'clear-stars',
  hidden: true,
  manuals: manuals((words) => words.clearStars),
  options: z.object({}),
  // biome-ignore lint/correctness/useYield: whoever did it sees it.
  async *run(_, { invocation, galleries }) {
    const { under, askedAt } = invocation;
    if (under !== undefined) await galleries.clearStars(under, askedAt);
  },
});
