import { z } from 'zod';
import { command } from '../src/core/command.ts';
import { asks } from '../src/core/consent.ts';
import { Problem } from '../src/core/problem.ts';
import { decide } from './consent-of.ts';
import { pictureOf } from './subject.ts';
import { manuals, wordsFor } from './words/words.ts';

const answers = ['yes', 'no', 'always', 'never'] as const;

/** What a maker says to their picture being shown in a gallery or on the web, under the question that they were sent. */
export const agree = command({
  name: 'agree',
  hidden: true,
  manuals: manuals((words) => words.agree),
  options: z.object({ answer: z.enum(answers), ask: z.enum(asks) }),
  async *run({ answer, ask }, context) {
    const { invocation, galleries, inPlace } = context;
    const kept = await pictureOf(context);
    if (kept.person !== invocation.person.id) throw new Problem('not_yours', {});
    await galleries.agree(kept, ask, answer === 'yes' || answer === 'always');
    if (answer === 'always') await decide({ [ask]: 'open' }, context);
    if (answer === 'never') await decide({ [ask]: 'never' }, context);
    const text = wordsFor(invocation.locale).agree[answer][ask];
    yield { state: 'done', whisper: true, text, ...(inPlace && { where: 'subject' }) };
  },
});
