import { z } from 'zod';
import { type Context, command } from '../src/core/command.ts';
import { Problem } from '../src/core/problem.ts';
import type { Reply } from '../src/core/reply.ts';
import type { SettingKey } from '../src/core/settings.ts';
import { isBlank } from '../src/core/spaces.ts';
import { actions, discard, keep, nameOf, ownerHere, required, rowsOf } from './kept.ts';
import { suggestLists } from './suggestions.ts';
import { findLists, wordsOf } from './word-lists.ts';
import { manuals, wordsFor } from './words/words.ts';

/** Words of one list, and characters of one word. */
const fewestWords = 2;
const mostWords = 200;
const longestWord = 100;

/** Of a whole list as it is typed (Discord: text options). */
const longestText = 6000;

/** Characters of a list that are shown: it has room on every platform beside our words. */
const longestShown = 1500;

const options = z.object({
  name: z.string().trim().min(1).max(64).optional().meta({ positional: true, main: true, suggested: true }),
  action: z.enum(actions).optional().meta({ default: 'show', main: true }),
  words: z.string().trim().min(1).max(longestText).optional().meta({ main: true }),
});

type Chosen = z.output<typeof options>;

/** Keeps words under a name, for `{{name}}` in prompts of everybody here. */
export const list = command({
  name: 'list',
  manuals: manuals((words) => words.list),
  options,
  suggest: { name: suggestLists },
  async *run(chosen, context) {
    // Whoever gives words wants them kept.
    const action = chosen.action ?? (chosen.words === undefined ? 'show' : 'save');
    if (action === 'save') yield await save(chosen, context);
    else if (action === 'delete') yield await remove(chosen, context);
    else yield await (chosen.name === undefined ? showAll(context) : showOne(chosen.name, context));
  },
});

async function save(chosen: Chosen, context: Context): Promise<Reply> {
  const { list: said } = wordsFor(context.invocation.locale);
  const key = keyOf(chosen, context);
  const words = readWords(required('words', chosen.words));
  await keep(key, { words }, context);
  return { state: 'done', text: said.saved(key.name, words.length), facts: [example(key.name, said.use)] };
}

/** Separated by commas or line breaks, each once. */
function readWords(text: string): readonly string[] {
  const all = text.split(/[,，、\n]/).map((word) => word.trim());
  const words = [...new Set(all.filter((word) => !isBlank(word)))];
  if (words.length < fewestWords || words.length > mostWords) {
    const facts = { option: 'words', given: String(words.length), minimum: fewestWords, maximum: mostWords };
    throw new Problem('option_out_of_range', facts);
  }
  const length = Math.max(...words.map((word) => [...word].length));
  if (length > longestWord) throw new Problem('option_too_long', { option: 'words', length, maximum: longestWord });
  return words;
}

async function remove(chosen: Chosen, context: Context): Promise<Reply> {
  const { list: said } = wordsFor(context.invocation.locale);
  const key = keyOf(chosen, context);
  if (!(await discard(key, context))) await findLists([key.name], context);
  return { state: 'done', text: said.deleted(key.name) };
}

async function showOne(given: string, context: Context): Promise<Reply> {
  const { list: said } = wordsFor(context.invocation.locale);
  const name = nameOf(given);
  const words = (await findLists([name], context)).get(name) ?? [];
  const text = words.join(', ');
  return {
    state: 'done',
    whisper: true,
    text: said.shown(name, words.length),
    quote: text.length > longestShown ? `${text.slice(0, longestShown)}…` : text,
    facts: [example(name, said.use)],
  };
}

function example(name: string, label: string) {
  return { label, value: `{{${name}}}`, exact: true };
}

async function showAll({ invocation, settings }: Context): Promise<Reply> {
  const { list: said } = wordsFor(invocation.locale);
  const lists = await settings.list(ownerHere(invocation), 'list');
  const rows = rowsOf(lists, (each) => said.count(wordsOf(each).length), said.more);
  if (rows.length === 0) return { state: 'done', whisper: true, text: said.none };
  return { state: 'done', whisper: true, text: said.intro, sections: [{ heading: said.heading, rows }] };
}

function keyOf({ name }: Chosen, { invocation }: Context): SettingKey {
  return { owner: ownerHere(invocation), kind: 'list', name: nameOf(required('name', name)) };
}
