import { z } from 'zod';
import type { Kept } from '../src/core/album.ts';
import { type Command, type Context, command } from '../src/core/command.ts';
import { formatText, parseText } from '../src/core/grammar.ts';
import type { Input, Invocation } from '../src/core/invocation.ts';
import { Problem } from '../src/core/problem.ts';
import { readFields } from '../src/core/read-options.ts';
import type { Form } from '../src/core/reply.ts';
import { fieldsOf } from './fields.ts';
import { imagine } from './imagine.ts';
import { recipeOption } from './recipe-option.ts';
import { revise } from './revise.ts';
import { allow, pictureOf } from './subject.ts';
import { manuals, wordsFor } from './words/words.ts';

const definition = command({
  name: 'edit',
  onReply: true,
  manuals: manuals((words) => words.edit),
  options: z.object({
    change: z.string().trim().min(1).max(2000).optional().meta({ positional: true, main: true }),
    recipe: recipeOption,
    yes: z.boolean().optional().meta({ silent: true }),
  }),
  async *run({ change, recipe, yes }, context) {
    const { invocation } = context;
    const form = await formFor(context, recipe);
    if (change !== undefined) {
      const fields = { ...revise(form.fields, change, imagine.options), ...(yes && { yes }) };
      yield* imagine.run({ kind: 'fields', fields }, { ...context, invocation: { ...invocation, ...subjectOf(form) } });
      return;
    }
    const words = wordsFor(invocation.locale).edit;
    const { about, picture } = form;
    const again = { label: words.open, command: 'edit', about: about ?? invocation.about, picture };
    yield { state: 'done', whisper: true, text: words.ask, form, buttons: [again] };
  },
});

/** Changes a picture’s words or settings: in a form, or by what somebody writes in answer to it. */
export const edit: Command = {
  ...definition,
  run: (input, context) => definition.run(input.kind === 'text' ? asFields(input.text) : input, context),
};

/** In a line of text, the flags of /imagine belong to the change. */
function asFields(text: string): Input {
  const own = definition.options;
  const others = imagine.options.filter(({ key, positional }) => !positional && !own.some((one) => one.key === key));
  const { change: words, recipe, yes, ...flags } = parseText(text, [...own, ...others]);
  const change = formatText({ prompt: words, ...flags }, imagine.options);
  return { kind: 'fields', fields: { change, recipe, yes } };
}

/** What a form for a picture holds; for a call that came to none, what was asked. Throws what `pictureOf` and `allow` throw. */
async function formFor(context: Context, recipe: string | undefined): Promise<Form> {
  const { about } = context.invocation;
  const known = await pictureOf(context, recipe).catch((problem: unknown) => {
    if (problem instanceof Problem && problem.code === 'picture_needed' && about !== undefined) return undefined;
    throw problem;
  });
  // What was refused is its asker's alone.
  if (known && !known.generation && known.person !== context.invocation.person.id) throw new Problem('not_yours', {});
  if (known && !(recipe === undefined && (await isNone(known, context)))) return formOf(known, context);
  const call = await context.recall(about ?? '');
  if (!call && known) return formOf(known, context);
  if (!call) throw new Problem('call_forgotten', {});
  if (call.person.id !== context.invocation.person.id) throw new Problem('not_yours', {});
  return formAgain(call, context);
}

/** Whether it is one of several of which none was made: what was asked says more than any one of them. */
async function isNone({ invocation, generation }: Kept, { album }: Context): Promise<boolean> {
  if (generation) return false;
  const all = await album.of(invocation);
  return all.length > 1 && all.every((each) => !each.generation);
}

async function formOf(kept: Kept, context: Context): Promise<Form> {
  await allow(kept, context);
  const { invocation: about, n: picture } = kept;
  return { command: imagine.name, about, picture, fields: fieldsOf(kept) };
}

/** The form of a call that was refused, with everything that was typed, also what cannot be understood. */
async function formAgain(call: Invocation, context: Context): Promise<Form> {
  if (call.command === imagine.name) return { command: imagine.name, ...subjectOf(call), fields: given(call.input) };
  if (call.about === undefined || call.command === definition.name) {
    return { command: call.command, ...subjectOf(call), fields: given(call.input) };
  }
  const again = { ...context, invocation: { ...context.invocation, ...subjectOf(call) } };
  return formFor(again, undefined);
}

function given(input: Input): Readonly<Record<string, unknown>> {
  try {
    return readFields(imagine.options, input);
  } catch {
    return { prompt: input.kind === 'text' ? input.text : input.text };
  }
}

function subjectOf({ about, picture }: Pick<Form, 'about' | 'picture'>): Pick<Form, 'about' | 'picture'> {
  return { about, picture };
}
