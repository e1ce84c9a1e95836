import { type Context, command } from '../src/core/command.ts';
import type { Notes } from '../src/core/generation.ts';
import { options } from './options.ts';
import { paint } from './paint.ts';
import { wishesOf } from './pin.ts';
import { suggestPresets, suggestPrompts, suggestSeeds, suggestStyles } from './suggestions.ts';
import { manuals } from './words/words.ts';

export const imagine = command({
  name: 'imagine',
  door: { on: 'message', option: 'prompt' },
  manuals: manuals((words) => words.imagine),
  options,
  suggest: { prompt: suggestPrompts, style: suggestStyles, seed: suggestSeeds, preset: suggestPresets },
  async *run(chosen, context) {
    const wishes = await wishesOf(chosen, context, await parentOf(context));
    yield* paint(wishes, context, chosen.yes);
  },
});

/** The picture that the call is about, when it was asked for in a form or an answer to one; none that is forgotten. */
async function parentOf({ invocation, album }: Context): Promise<Pick<Notes, 'parent' | 'kinship'>> {
  const { about, picture = 0 } = invocation;
  if (about === undefined) return {};
  const parent = (await album.of(about)).find(({ n }) => n === picture);
  return parent ? { parent: parent.recipe, kinship: 'edit' } : {};
}
