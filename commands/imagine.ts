import type { Kept } from '../src/core/album.ts';
import { type Context, command } from '../src/core/command.ts';
import type { Notes } from '../src/core/generation.ts';
import { options } from './options.ts';
import { orderedBy } from './ordered.ts';
import { paint } from './paint.ts';
import { wishesOf } from './pin.ts';
import { notesHere } from './rules-here.ts';
import { finished } from './subject.ts';
import { suggestPresets, suggestPrompts, suggestSeeds, suggestStyles } from './suggestions.ts';
import { manuals } from './words/words.ts';

export const imagine = command({
  name: 'imagine',
  everyday: true,
  door: { on: 'message', option: 'prompt' },
  manuals: manuals((words) => words.imagine),
  options,
  suggest: { prompt: suggestPrompts, style: suggestStyles, seed: suggestSeeds, preset: suggestPresets },
  async *run(chosen, context) {
    const parent = await parentOf(context);
    const { wishes, begun } = await orderedBy(context, async () =>
      wishesOf(chosen, context, { ...(parent && lineageOf(parent)), ...(await notesHere(context)) }),
    );
    yield* paint(wishes, context, { agreed: chosen.yes || begun, parent });
  },
});

/** The picture that the call is about, when it was asked for in a form or an answer to one; none that came to nothing. */
async function parentOf({ invocation, album }: Context): Promise<Kept | undefined> {
  const { about, picture = 0 } = invocation;
  if (about === undefined) return undefined;
  return (await album.of(about)).flatMap(finished).find(({ n }) => n === picture);
}

/** What a picture has from the one that it was edited from: also that only adults may see it. */
function lineageOf({ recipe, notes: { restricted } }: Kept): Notes {
  return { parent: recipe, kinship: 'edit', ...(restricted && { restricted }) };
}
