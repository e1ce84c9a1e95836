import { z } from 'zod';
import { command } from '../src/core/command.ts';
import { Problem } from '../src/core/problem.ts';
import { manuals, wordsFor } from './words/words.ts';

/** Typed, it cancels everything of the person's; as a button or reaction, the call whose message that is under. */
export const cancel = command({
  name: 'cancel',
  reaction: { emoji: '❌', name: 'x' },
  manuals: manuals((words) => words.cancel),
  options: z.object({}),
  async *run(_, { invocation, open, cancel }) {
    const { about, person, locale } = invocation;
    const pictures = await open(about === undefined ? { person: person.id } : { invocation: about });
    if (pictures.length === 0) throw new Problem('nothing_to_cancel', {});
    if (pictures.some((picture) => picture.person !== person.id)) throw new Problem('not_yours', {});
    for (const picture of pictures) await cancel(picture);
    // The call's own message says by itself that it was cancelled.
    if (about !== undefined) return;
    yield { state: 'done', whisper: true, text: wordsFor(locale).cancel.done(pictures.length) };
  },
});
