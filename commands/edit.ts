import { z } from 'zod';
import type { Kept } from '../src/core/album.ts';
import { type Command, type Context, command } from '../src/core/command.ts';
import { formatText, parseText } from '../src/core/grammar.ts';
import type { Input, Invocation } from '../src/core/invocation.ts';
import { Problem } from '../src/core/problem.ts';
import { readFields, readOptions } from '../src/core/read-options.ts';
import type { Form } from '../src/core/reply.ts';
import { fieldsOf } from './fields.ts';
import { imagine } from './imagine.ts';
import { longestPinnedPrompt, options } from './options.ts';
import { recipeOption } from './recipe-option.ts';
import { isChange, revise } from './revise.ts';
import { allow, pictureOf } from './subject.ts';
import { manuals, wordsFor } from './words/words.ts';

const definition = command({
  name: 'edit',
  onReply: true,
  recognises: (words) => isChange(words, imagine.options),
  manuals: manuals((words) => words.edit),
  options: z.object({
    change: z.string().trim().min(1).max(longestPinnedPrompt).optional().meta({ positional: true, main: true }),
    recipe: recipeOption,
    yes: z.boolean().optional().meta({ silent: true }),
  }),
  async *run({ change, recipe, yes }, context) {
    const { invocation } = context;
    const {
      fields: before,
      from,
      form,
    } = await startFor(context, recipe).catch((problem: unknown) => {
      // Pictures are never forgotten, so there is none that these words could change.
      if (change !== undefined && isForgotten(problem)) return nothing;
      throw problem;
    });
    if (change !== undefined) {
      const fields = { ...revise(before, change, imagine.options), ...(yes && { yes }) };
      yield* imagine.run({ kind: 'fields', fields }, { ...context, invocation: { ...invocation, ...from } });
      return;
    }
    const words = wordsFor(invocation.locale).edit;
    const again = { label: words.open, command: 'edit', about: form.about ?? invocation.about, picture: form.picture };
    yield { state: 'done', whisper: true, text: words.ask, form, buttons: [again] };
  },
});

/** Changes a picture’s words or settings: in a form, or by what somebody writes in answer to it. */
export const edit: Command = {
  ...definition,
  run: (input, context) => definition.run({ kind: 'fields', fields: fieldsIn(input) }, context),
};

/** In a line of text, the flags of /imagine belong to the change. */
function fieldsIn(input: Input): Readonly<Record<string, unknown>> {
  const given = input.kind === 'fields' ? input.fields : {};
  if (input.text === undefined) return given;
  const own = definition.options;
  const others = imagine.options.filter(({ key, positional }) => !positional && !own.some((one) => one.key === key));
  const { change: words, recipe, yes, ...flags } = parseText(input.text, [...own, ...others]);
  const change = formatText({ prompt: words, ...flags }, imagine.options);
  return { ...given, change, ...(recipe !== undefined && { recipe }), ...(yes !== undefined && { yes }) };
}

type From = Pick<Form, 'about' | 'picture'>;

/** What a change begins with. */
interface Start {
  /** By `Option.key` of /imagine. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The picture that the new one is made from, if there is one. */
  readonly from: From;
  /** What whoever changes it by hand gets. */
  readonly form: Form;
}

/** Words under a message that never had to do with a picture, such as help, are words for a new one. */
const nothing: Start = {
  fields: {},
  from: { about: undefined, picture: undefined },
  form: { command: imagine.name, fields: {} },
};

function isForgotten(problem: unknown): boolean {
  return problem instanceof Problem && problem.code === 'call_forgotten';
}

/** Begins with a picture, or with what was asked where that came to none. Throws what `pictureOf` and `allow` throw. */
async function startFor(context: Context, recipe: string | undefined): Promise<Start> {
  const { about, person } = context.invocation;
  const known = await pictureOf(context, recipe).catch((problem: unknown) => {
    if (problem instanceof Problem && problem.code === 'picture_needed' && about !== undefined) return undefined;
    throw problem;
  });
  if (known && !cameToNothing(known)) return startOf(known, context);
  const call = await context.recall(known?.invocation ?? about ?? '');
  if (!known && call && !isAboutPictures(call)) return nothing;
  const asker = call?.person.id ?? known?.person;
  if (asker === undefined) throw new Problem('call_forgotten', {});
  // What was refused is nobody else's to read.
  if (asker !== person.id) throw new Problem('not_yours', {});
  if (call) return startAgain(call, context);
  if (known) return startOf(known, context);
  throw new Problem('call_forgotten', {});
}

function isAboutPictures({ command, about }: Invocation): boolean {
  return about !== undefined || command === imagine.name || command === definition.name;
}

function cameToNothing({ state }: Kept): boolean {
  return state === 'refused' || state === 'failed' || state === 'cancelled';
}

async function startOf(kept: Kept, context: Context): Promise<Start> {
  await allow(kept, context);
  const from = { about: kept.invocation, picture: kept.n };
  const fields = fieldsOf(kept);
  return { fields, from, form: { command: imagine.name, ...from, fields } };
}

/** Begins with a call that was refused: everything that was typed comes back, also what cannot be understood. */
async function startAgain(call: Invocation, context: Context): Promise<Start> {
  const from = fromOf(call);
  if (call.command === imagine.name) return imagineAgain(call);
  if (call.command !== definition.name) return startFor(under(from, context), undefined);
  const { recipe, ...fields } = typedChange(call.input);
  const start = await startFor(under(from, context), recipe);
  return { ...start, form: { command: definition.name, ...from, fields: { ...fields, recipe } } };
}

/** In a form of its own, a word that looks like a flag is a word. So a line with a slip in it comes back as the line that it was. */
function imagineAgain(call: Invocation): Start {
  const from = fromOf(call);
  const { input } = call;
  const line = input.text ?? '';
  if (line.trim() === '' || isReadable(input)) {
    const fields = readFields(imagine.options, input);
    return { fields, from, form: { command: imagine.name, ...from, fields } };
  }
  const rest = input.kind === 'fields' ? formatText(input.fields, imagine.options) : '';
  const change = [line, rest].filter(Boolean).join(' ');
  return { fields: {}, from, form: { command: definition.name, about: call.id, fields: { change } } };
}

function isReadable(input: Input): boolean {
  try {
    readOptions(options, imagine.options, input);
    return true;
  } catch {
    return false;
  }
}

const typed = z.object({ change: z.string().optional(), recipe: z.string().optional() });

function typedChange(input: Input): z.output<typeof typed> {
  const { text } = input;
  try {
    const read = typed.parse(fieldsIn(input));
    return read.recipe === undefined && text !== undefined ? { change: text } : read;
  } catch {
    return { change: text };
  }
}

function under(from: From, context: Context): Context {
  return { ...context, invocation: { ...context.invocation, ...from } };
}

function fromOf({ about, picture }: From): From {
  return { about, picture };
}
