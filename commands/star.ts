import { z } from 'zod';
import { type Context, command } from '../src/core/command.ts';
import type { Subject } from '../src/core/invocation.ts';
import { Problem } from '../src/core/problem.ts';
import { recipeOption } from './recipe-option.ts';
import { allow, byRecipe, finished, finishedOf } from './subject.ts';
import { manuals, wordsFor } from './words/words.ts';

/** Gives a picture a star: ⭐, the menu under it, and by recipe. */
export const star = command({
  name: 'star',
  reaction: { emoji: '⭐', name: 'star', takenBack: '--off' },
  door: { on: 'message' },
  manuals: manuals((words) => words.star),
  options: z.object({ recipe: recipeOption.meta({ positional: true }), off: z.boolean().optional() }),
  async *run({ recipe, off = false }, context) {
    const { invocation, galleries } = context;
    const { under, person, askedAt, locale } = invocation;
    const meant = off ? await anyOf(recipe, context) : await visibleOf(recipe, context);
    // People put a star under whatever they like, and need not be told that there was no picture.
    if (!meant && under === undefined) throw new Problem('picture_needed', {});
    if (!meant) return;
    const given = { person: person.id, message: under ?? '', isOn: !off, at: askedAt };
    const [count = 0] = await galleries.star(meant.about, meant.picture, given);
    if (under !== undefined) return;
    const { star: words } = wordsFor(locale);
    yield { state: 'done', whisper: true, text: (off ? words.taken : words.given)(count) };
  },
});

/** What a star can be taken back from, whatever has become of it. */
async function anyOf(recipe: string | undefined, context: Context): Promise<Subject | undefined> {
  if (recipe !== undefined) return subjectOf(await byRecipe(context, recipe));
  const { about, picture } = context.invocation;
  return about === undefined ? undefined : { about, picture };
}

/** What whoever asks may see. Throws Problems for what they may not, or what is not there. */
async function visibleOf(recipe: string | undefined, context: Context): Promise<Subject | undefined> {
  const { about, picture, under } = context.invocation;
  if (recipe !== undefined || under === undefined) return subjectOf(await finishedOf(context, recipe));
  if (about === undefined) return undefined;
  const pictures = (await context.album.of(about)).flatMap(finished);
  const meant = pictures.filter(({ n }) => picture === undefined || n === picture);
  for (const each of meant) await allow(each, context);
  return meant.length > 0 ? { about, picture } : undefined;
}

function subjectOf({ invocation, n }: { readonly invocation: string; readonly n: number }): Subject {
  return { about: invocation, picture: n };
}
