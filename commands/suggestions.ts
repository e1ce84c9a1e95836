import type { Kept } from '../src/core/album.ts';
import type { Context, Suggestion } from '../src/core/command.ts';
import { squash } from '../src/core/suggest.ts';
import { escapeBraces } from './expand.ts';
import { ownerHere } from './kept.ts';
import { listPresets, settingsOf } from './presets.ts';
import { styleNames } from './styles.ts';
import { wordsFor } from './words/words.ts';

/** Of a label and a value (Discord: autocomplete). */
const longest = 100;

/** Pictures that are looked through: enough to find 25 different ones, and quick. */
const recent = 50;

/** What I asked for lately that contains what is typed, newest first; then what is typed, to be taken as it is. */
export async function suggestPrompts(typed: string, context: Context): Promise<readonly Suggestion[]> {
  const prompts = (await recentPictures(context)).map(saidIn);
  const given = typed.trim();
  const found = [...new Set(prompts)].filter((prompt) => prompt.length <= longest && contains(prompt, given));
  const others = given === '' || given.length > longest ? [] : [given];
  // Discord shows 25, and what is typed has to be among them.
  return [...new Set([...found.slice(0, 24), ...others])].map((prompt) => ({ label: prompt, value: prompt }));
}

/** My seeds of lately that begin with what is typed, or whose picture is about it. */
export async function suggestSeeds(typed: string, context: Context): Promise<readonly Suggestion[]> {
  const pictures = await recentPictures(context);
  const given = typed.trim();
  const bySeed = new Map<string, string>();
  for (const kept of pictures) {
    const seed = String(kept.request.seed);
    if (!bySeed.has(seed)) bySeed.set(seed, saidIn(kept));
  }
  return [...bySeed]
    .filter(([seed, prompt]) => seed.startsWith(given) || contains(prompt, given))
    .map(([seed, prompt]) => ({ label: cut(`${seed} · ${prompt}`), value: seed }));
}

/** Styles by their name or what they are called in the person's language. */
export async function suggestStyles(typed: string, { invocation }: Context): Promise<readonly Suggestion[]> {
  const { styles } = wordsFor(invocation.locale);
  return styleNames
    .map((name) => ({ label: cut(`${name} · ${styles.names[name]}`), value: name }))
    .filter(({ label }) => contains(label, typed));
}

/** My presets, then those of everybody here. */
export async function suggestPresets(typed: string, context: Context): Promise<readonly Suggestion[]> {
  const { own, shared } = await listPresets(context);
  const names = new Set(own.map(({ name }) => name));
  return [...own, ...shared.filter(({ name }) => !names.has(name))]
    .map((setting) => ({ label: cut(`${setting.name} · ${settingsOf(setting) ?? ''}`), value: setting.name }))
    .filter(({ label }) => contains(label, typed));
}

/** Word lists that can be used here. */
export async function suggestLists(typed: string, { invocation, settings }: Context): Promise<readonly Suggestion[]> {
  const lists = await settings.list(ownerHere(invocation), 'list');
  return lists.map(({ name }) => ({ label: name, value: name })).filter(({ label }) => contains(label, typed));
}

async function recentPictures({ album, invocation }: Context): Promise<readonly Kept[]> {
  return album.recent(invocation.person.id, { limit: recent, private: true });
}

/** What has to be typed for the same words. */
function saidIn({ notes, request }: Kept): string {
  return notes.words ?? escapeBraces(notes.asked ?? request.prompt);
}

function contains(text: string, typed: string): boolean {
  return squash(text).includes(squash(typed));
}

function cut(label: string): string {
  return label.length <= longest ? label : `${label.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
