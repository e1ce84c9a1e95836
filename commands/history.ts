import { z } from 'zod';
import type { Page } from '../src/core/album.ts';
import { type Context, command } from '../src/core/command.ts';
import { accountable } from '../src/core/invocation.ts';
import { readRecipe } from '../src/core/recipe.ts';
import type { Button, Reply } from '../src/core/reply.ts';
import { shorten } from '../src/core/suggest.ts';
import { personIn } from './mentions.ts';
import { pictures, shownOf } from './pictures.ts';
import { saidOf } from './replies.ts';
import { allowed, type Finished, finished } from './subject.ts';
import { manuals, type Words, wordsFor } from './words/words.ts';

/** Pictures on a page: each is uploaded again, and more than two rows need scrolling. */
const perPage = 6;

/** Looks for a page among pictures that may not be shown here. */
const mostLooks = 10;

/** One's own newest pictures, or what somebody else made here for everybody. */
export const history = command({
  name: 'history',
  everyday: true,
  door: { on: 'person', option: 'person' },
  manuals: manuals((words) => words.history),
  options: z.object({
    person: z.string().trim().min(1).max(100).optional().meta({ positional: true, mention: true }),
    before: z.string().trim().min(1).max(300).optional().meta({ silent: true }),
  }),
  async *run({ person, before }, context) {
    const words = wordsFor(context.invocation.locale).history;
    const who = person === undefined ? context.invocation.person.id : personIn(person, context.invocation);
    const isMine = who === context.invocation.person.id;
    // One more than is shown tells whether there is another page.
    const found = await visible(who, pageOf(isMine, before, context), context);
    if (found.length === 0) {
      yield { state: 'done', whisper: true, text: isMine ? words.none : words.noneHere };
      return;
    }
    const shown = found.slice(0, perPage);
    const last = shown.at(-1)?.recipe ?? '';
    yield pageReply(shown, isMine ? words.mine : words.theirs, {
      context,
      older: found.length > perPage ? olderButton(last, isMine ? undefined : who, context) : [],
    });
  },
});

function pageOf(isMine: boolean, before: string | undefined, { invocation }: Context): Omit<Page, 'limit'> {
  const recipe = before === undefined ? undefined : readRecipe(before);
  return {
    ...(recipe !== undefined && recipe !== 'mistyped' && { before: recipe }),
    // Whoever asks reads here; what somebody makes elsewhere need not be for them.
    ...(isMine ? { private: true } : { channel: accountable(invocation).channel }),
  };
}

/** A page and one more, as far as there are so many. What may not be shown here is passed over. */
async function visible(who: string, page: Omit<Page, 'limit'>, context: Context): Promise<readonly Finished[]> {
  const limit = perPage + 1;
  const shown: Finished[] = [];
  let { before } = page;
  for (let look = 0; look < mostLooks && shown.length < limit; look++) {
    const found = await context.album.recent(who, { ...page, limit, before });
    shown.push(...(await allowed(found.flatMap(finished), context)));
    if (found.length < limit) break;
    before = found.at(-1)?.recipe;
  }
  return shown.slice(0, limit);
}

function pageReply(
  shown: readonly Finished[],
  text: string,
  { context, older }: { readonly context: Context; readonly older: readonly Button[] },
): Reply {
  const { locale } = context.invocation;
  const words: Words = wordsFor(locale);
  const { images = [] } = pictures(
    shown.map((each) => shownOf(each)),
    locale,
  );
  const about = ({ invocation, n }: Finished) => ({ about: invocation, picture: n });
  return {
    state: 'done',
    whisper: true,
    text,
    images: images.map((image, at) => ({ ...image, name: `${at + 1}-${image.name}` })),
    facts: shown.map(({ recipe, request, notes, message }, at) => ({
      ...{ label: `${at + 1}. ${shorten(saidOf(request, notes))}`, value: recipe, exact: true, message },
    })),
    menus: [
      {
        label: words.history.open,
        choices: shown.map((each, at) => ({ label: words.picture.numbered(at + 1), command: 'show', ...about(each) })),
      },
      {
        label: words.picture.buttons.new,
        choices: shown.map((each, at) => ({ label: words.picture.again(at + 1), command: 'reroll', ...about(each) })),
      },
    ],
    buttons: older,
  };
}

function olderButton(before: string, person: string | undefined, { invocation }: Context): readonly Button[] {
  const label = wordsFor(invocation.locale).history.older;
  // Somebody else's id may be too long for a button together with a recipe; then their newest are all there is.
  const options = `--before ${before}${person === undefined ? '' : ` ${person}`}`;
  return options.length <= 60 ? [{ label, command: 'history', with: options }] : [];
}
