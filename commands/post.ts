import { z } from 'zod';
import { command } from '../src/core/command.ts';
import { bareId, platformIn } from '../src/core/ids.ts';
import { accountable } from '../src/core/invocation.ts';
import { Problem } from '../src/core/problem.ts';
import type { Where } from '../src/core/reply.ts';
import { isFirst } from './first.ts';
import { pictures, shownOf } from './pictures.ts';
import { rulesOf } from './rules-here.ts';
import { finishedOf } from './subject.ts';
import { manuals, wordsFor } from './words/words.ts';

/** Shows a private picture to everybody, where it was asked for. */
export const post = command({
  name: 'post',
  hidden: true,
  manuals: manuals((words) => words.post),
  options: z.object({}),
  async *run(_, context) {
    const { invocation, album } = context;
    const kept = await finishedOf(context);
    if (kept.person !== invocation.person.id) throw new Problem('not_yours', {});
    const { post: words } = wordsFor(invocation.locale);
    const { pictures: allowsPictures = true, spoiler } = await rulesOf(kept.channel, context);
    if (!allowsPictures) throw new Problem('pictures_off_here', {});
    if (!(await isFirst({ owner: kept.recipe, name: 'post' }, context))) {
      yield { state: 'done', whisper: true, text: words.before };
      return;
    }
    await album.setNotes(kept, { private: false });
    const shown = { ...kept, notes: { ...kept.notes, private: false, ...(spoiler && { spoiler }) } };
    yield {
      ...pictures([shownOf(shown)], invocation.locale),
      text: words.posted(invocation.person.name),
      where: placeOf(kept.channel, accountable(invocation).channel),
      of: { about: kept.invocation, picture: kept.n },
    };
  },
});

/** A private picture may be in direct messages by now; it goes back to where it was asked for, on the same platform. */
function placeOf(origin: string, here: string): Where {
  return origin === here || platformIn(origin) !== platformIn(here) ? 'here' : { channel: bareId(origin) };
}
