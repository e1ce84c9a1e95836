import { z } from 'zod';
import { type Context, command } from '../src/core/command.ts';
import type { Gallery } from '../src/core/gallery.ts';
import { accountable } from '../src/core/invocation.ts';
import { readRecipe } from '../src/core/recipe.ts';
import { pictures, shownOf } from './pictures.ts';
import { allowed, finished } from './subject.ts';
import { manuals } from './words/words.ts';

/** What a link to a picture of a web gallery shows in a chat. Nothing at all where that is for nobody to see. */
export const unfurl = command({
  name: 'unfurl',
  hidden: true,
  manuals: manuals((words) => words.unfurl),
  options: z.object({
    gallery: z.string().trim().min(1).max(100),
    recipe: z.string().trim().min(1).max(300),
  }),
  async *run({ gallery: address, recipe: given }, context) {
    const { galleries, invocation } = context;
    const recipe = readRecipe(given);
    const gallery = await galleries.find({ address });
    if (!gallery || recipe === undefined || recipe === 'mistyped') return;
    if (!(await isVisible(gallery, context))) return;
    const exhibit = await galleries.exhibit(gallery.id, recipe, true);
    const [shown] = await allowed(exhibit ? finished(exhibit) : [], context);
    // Everybody there sees it, so it is not for whoever posted the link alone.
    if (!shown || shown.notes.private) return;
    const { menus: _, buttons = [], ...reply } = pictures([shownOf(shown)], invocation.locale);
    const of = { about: shown.invocation, picture: shown.n };
    yield { ...reply, buttons: buttons.filter((each) => each.command === 'reroll' && each.with === undefined), of };
  },
});

/** Whether whoever has its link may look, or everybody where it was posted. */
async function isVisible({ id, visibility }: Gallery, { galleries, invocation }: Context): Promise<boolean> {
  if (visibility !== 'members') return visibility !== 'off';
  const { community } = accountable(invocation);
  const bindings = await galleries.bindings({ gallery: id });
  return community !== undefined && bindings.some((each) => each.community === community);
}
