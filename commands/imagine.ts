import type { Kept } from '../src/core/album.ts';
import { type Command, type Context, command } from '../src/core/command.ts';
import type { Notes } from '../src/core/generation.ts';
import type { Input } from '../src/core/invocation.ts';
import { fieldsOf } from './fields.ts';
import { options } from './options.ts';
import { orderedBy } from './ordered.ts';
import { paint } from './paint.ts';
import { wishesOf } from './pin.ts';
import { notesHere } from './rules-here.ts';
import { finished, finishedOf } from './subject.ts';
import { suggestPresets, suggestPrompts, suggestSeeds, suggestStyles } from './suggestions.ts';
import { manuals } from './words/words.ts';

const definition = command({
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

/** Paints what somebody describes. From the menu of one of our messages, that is the picture which it shows. */
export const imagine: Command = {
  ...definition,
  async *run(input, context) {
    yield* definition.run(await described(input, context), context);
  },
};

/** Throws Problem `picture_needed` when that message shows none, and what `finishedOf` throws. */
async function described(input: Input, context: Context): Promise<Input> {
  const isBare = input.kind === 'fields' && !input.text && Object.keys(input.fields).length === 0;
  if (!isBare || context.invocation.about === undefined) return input;
  const { prompt } = fieldsOf(await finishedOf(context));
  return { kind: 'fields', fields: { prompt } };
}

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
