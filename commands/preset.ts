import { z } from 'zod';
import { type Context, command } from '../src/core/command.ts';
import { formatText } from '../src/core/grammar.ts';
import type { Reply, Section } from '../src/core/reply.ts';
import type { Setting, SettingKey } from '../src/core/settings.ts';
import { shorten } from '../src/core/suggest.ts';
import { actions, discard, keep, nameOf, ownerHere, required, rowsOf } from './kept.ts';
import { longestPrompt } from './options.ts';
import { sizeOf } from './pin.ts';
import { findPreset, listPresets, readPreset, settingsOf, unknownPreset } from './presets.ts';
import { suggestPresets } from './suggestions.ts';
import { manuals, wordsFor } from './words/words.ts';

const options = z.object({
  name: z.string().trim().min(1).max(64).optional().meta({ positional: true, main: true, suggested: true }),
  action: z.enum(actions).optional().meta({ default: 'show', main: true }),
  settings: z.string().trim().min(1).max(longestPrompt).optional().meta({ main: true }),
  shared: z.boolean().optional().meta({ main: true }),
});

type Chosen = z.output<typeof options>;

/** Keeps settings of `/imagine` under a name, for oneself or for everybody here. */
export const preset = command({
  name: 'preset',
  manuals: manuals((words) => words.preset),
  options,
  suggest: { name: suggestPresets },
  async *run(chosen, context) {
    // Whoever gives settings wants them kept.
    const action = chosen.action ?? (chosen.settings === undefined ? 'show' : 'save');
    if (action === 'save') yield await save(chosen, context);
    else if (action === 'delete') yield await remove(chosen, context);
    else yield await (chosen.name === undefined ? showAll(context) : showOne(chosen.name, context));
  },
});

async function save(chosen: Chosen, context: Context): Promise<Reply> {
  const { preset: words } = wordsFor(context.invocation.locale);
  const key = keyOf(chosen, context);
  const settings = required('settings', chosen.settings);
  const { aspect, width, height } = readPreset(settings);
  // Half a size may be meant; both ways to say one never are.
  if (aspect !== undefined) sizeOf({ aspect, width, height });
  await keep(key, { settings }, context);
  return { state: 'done', whisper: !chosen.shared, text: words.saved(key.name), facts: [example(key.name, words.use)] };
}

async function remove(chosen: Chosen, context: Context): Promise<Reply> {
  const { preset: words } = wordsFor(context.invocation.locale);
  const key = keyOf(chosen, context);
  if (!(await discard(key, context))) throw await unknownPreset(key.name, context);
  return { state: 'done', whisper: true, text: words.deleted(key.name) };
}

async function showOne(given: string, context: Context): Promise<Reply> {
  const { preset: words } = wordsFor(context.invocation.locale);
  const { name, owner, text } = await findPreset(given, context);
  const shared = owner !== context.invocation.person.id;
  const line = `/preset ${formatText({ name, action: 'save', settings: text, ...(shared && { shared }) }, preset.options)}`;
  return {
    state: 'done',
    whisper: true,
    text: shared ? words.isShared(name) : words.isYours(name),
    facts: [{ label: words.line, value: line, exact: true }, example(name, words.use)],
  };
}

function example(name: string, label: string) {
  return { label, value: `--preset ${name}`, exact: true };
}

async function showAll(context: Context): Promise<Reply> {
  const { preset: words } = wordsFor(context.invocation.locale);
  const { own, shared } = await listPresets(context);
  const sections: Section[] = [
    { heading: words.yours, rows: rows(own, words.more) },
    { heading: words.shared, rows: rows(shared, words.more) },
  ];
  const text = own.length + shared.length > 0 ? words.intro : words.none;
  return { state: 'done', whisper: true, text, sections: sections.filter((section) => section.rows.length > 0) };
}

function rows(presets: readonly Setting[], more: (count: number) => string): Section['rows'] {
  return rowsOf(presets, (each) => shorten(settingsOf(each) ?? '?'), more);
}

function keyOf({ name, shared }: Chosen, { invocation }: Context): SettingKey {
  const owner = shared ? ownerHere(invocation) : invocation.person.id;
  return { owner, kind: 'preset', name: nameOf(required('name', name)) };
}
