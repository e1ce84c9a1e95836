import { z } from 'zod';
import { command } from '../src/core/command.ts';
import type { Fact } from '../src/core/reply.ts';
import { pictures, shownOf } from './pictures.ts';
import { recipeOption } from './recipe-option.ts';
import { allowed, type Finished, finished, finishedOf } from './subject.ts';
import { manuals, type Words, wordsFor } from './words/words.ts';

/** Of pictures in one message (Discord: media gallery). */
const mostShown = 10;

/** What a picture was made from, and what was made from it, from the oldest to the youngest. */
export const lineage = command({
  name: 'lineage',
  manuals: manuals((words) => words.lineage),
  options: z.object({ recipe: recipeOption.meta({ positional: true }) }),
  async *run({ recipe }, context) {
    const self = await finishedOf(context, recipe);
    const words = wordsFor(context.invocation.locale);
    const { before, after } = await context.album.family(self.recipe);
    const younger = after.flatMap(finished).toReversed();
    const family = await allowed([...before.flatMap(finished), self, ...younger], context);
    const shown = around(family, family.indexOf(self));
    const { menus, images } = pictures(
      shown.map((each) => shownOf(each)),
      context.invocation.locale,
    );
    yield {
      state: 'done',
      whisper: true,
      text: family.length > 1 ? words.lineage.family(family.length) : words.lineage.alone,
      images: (images ?? []).map((image, at) => ({ ...image, name: `${at + 1}-${image.name}` })),
      facts: shown.map((each, at) => factOf(each, at, each === self, words)),
      menus: (menus ?? []).filter(({ choices }) => choices.every(({ command }) => command === 'show')),
      of: { about: self.invocation, picture: self.n },
    };
  },
});

/** As many as fit, with the one in question among them. */
function around(family: readonly Finished[], at: number): readonly Finished[] {
  const start = Math.max(0, Math.min(at - Math.floor(mostShown / 2), family.length - mostShown));
  return family.slice(start, start + mostShown);
}

function factOf({ recipe, notes, message }: Finished, at: number, isSelf: boolean, words: Words): Fact {
  const how = notes.kinship && words.picture.kinships[notes.kinship];
  const label = [`${at + 1}.`, isSelf ? words.lineage.self : how].filter(Boolean).join(' ');
  return { label, value: recipe, exact: true, message };
}
