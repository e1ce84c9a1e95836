import { z } from 'zod';
import { type Context, command } from '../src/core/command.ts';
import type { Invocation } from '../src/core/invocation.ts';
import type { OpenPicture } from '../src/core/lane.ts';
import { Problem } from '../src/core/problem.ts';
import { manuals, wordsFor } from './words/words.ts';

/** Typed, it cancels everything of the person's; as a button, the call whose message that is under. */
export const cancel = command({
  name: 'cancel',
  everyday: true,
  manuals: manuals((words) => words.cancel),
  options: z.object({}),
  async *run(_, { invocation, open, cancel }) {
    const { about, person, locale } = invocation;
    const pictures = about === undefined ? await olderOnes(invocation, open) : await open({ invocation: about });
    const may = person.rights?.includes('moderate') || pictures.every((picture) => picture.person === person.id);
    if (!may) throw new Problem('not_yours', {});
    let cancelled = 0;
    for (const picture of pictures) if (await cancel(picture)) cancelled += 1;
    if (cancelled === 0) throw new Problem('nothing_to_cancel', {});
    // The call's own message says by itself that it was cancelled.
    if (about !== undefined) return;
    yield { state: 'done', whisper: true, text: wordsFor(locale).cancel.done(cancelled) };
  },
});

/** The person's pictures, except what was ordered after this call: it may be run again later. */
async function olderOnes({ person, askedAt }: Invocation, open: Context['open']): Promise<readonly OpenPicture[]> {
  const pictures = await open({ person: person.id });
  return pictures.filter(({ orderedAt }) => orderedAt <= askedAt);
}
