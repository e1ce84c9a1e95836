import { z } from 'zod';
import type { Context } from '../src/core/command.ts';
import { describeOptions } from '../src/core/option.ts';
import { Problem } from '../src/core/problem.ts';
import { readOptions } from '../src/core/read-options.ts';
import type { Setting } from '../src/core/settings.ts';
import { nearest, shorten } from '../src/core/suggest.ts';
import { nameOf, ownerHere } from './kept.ts';
import { type Chosen, described, options } from './options.ts';

type Store = Pick<Context, 'invocation' | 'settings'>;

/** As it is kept, beside its maker: a line of imagine's grammar. */
const value = z.object({ settings: z.string() });

/** What a preset may hold: everything that `/imagine` takes, except another preset and the answer to its question. */
const schema = options.omit({ preset: true, yes: true }).partial({ prompt: true });
const presetOptions = describeOptions(schema);

/** Reads a preset's line: flags are settings, other words go after the prompt. Throws the `option_…` Problems. */
export function readPreset(settings: string): z.output<typeof schema> {
  return readOptions(schema, presetOptions, { kind: 'text', text: settings });
}

/** The settings of a preset as they were kept; undefined for what no Easel of this version wrote. */
export function settingsOf({ value: kept }: Setting): string | undefined {
  return value.safeParse(kept).data?.settings;
}

/** One's own presets, and those that everybody here may use, by name. */
export async function listPresets({ invocation, settings }: Store) {
  const mine = invocation.person.id;
  const here = ownerHere(invocation);
  const [own, shared] = await Promise.all([
    settings.list(mine, 'preset'),
    here === mine ? [] : settings.list(here, 'preset'),
  ]);
  return { own, shared };
}

/** One's own preset of this name, or else the shared one. Throws `preset_unknown`, with the name that was probably meant. */
export async function findPreset(given: string, store: Store): Promise<Setting & { readonly text: string }> {
  const { invocation, settings } = store;
  const name = nameOf(given);
  const owners = [...new Set([invocation.person.id, ownerHere(invocation)])];
  const found = await Promise.all(owners.map((owner) => settings.get({ owner, kind: 'preset', name })));
  for (const setting of found) {
    const text = setting && settingsOf(setting);
    if (setting && text !== undefined) return { ...setting, text };
  }
  throw await unknownPreset(given, store);
}

/** `preset_unknown`, with the name that was probably meant. Throws Problem `storage_failed`. */
export async function unknownPreset(given: string, store: Store): Promise<Problem> {
  const { own, shared } = await listPresets(store);
  const names = [...own, ...shared].map(({ name }) => name);
  return new Problem('preset_unknown', { given: shorten(given), suggestion: nearest(given, names) });
}

/** Fills in what was not given from the preset, if one is wanted: what was given wins. */
export async function withPreset(chosen: Chosen, store: Store): Promise<Chosen> {
  if (chosen.preset === undefined) return chosen;
  const preset = readPreset((await findPreset(chosen.preset, store)).text);
  const given = Object.fromEntries(Object.entries(chosen).filter(([key, each]) => isGiven(key, each, store)));
  const { prompt: suffix, aspect, width, height, ...others } = preset;
  const fields = {
    ...others,
    // Half of a size that was given still needs its other half; a shape and a size exclude each other.
    ...(chosen.width === undefined && chosen.height === undefined && { aspect }),
    ...(chosen.aspect === undefined && { width, height }),
    ...given,
    prompt: joined(chosen.prompt, suffix),
  };
  return readOptions(options, described, { kind: 'fields', fields });
}

/** Forms come filled in with what is taken anyway: that nobody has changed it says nothing. */
function isGiven(key: string, each: unknown, { invocation }: Store): boolean {
  if (each === undefined) return false;
  if (invocation.input.kind === 'text') return true;
  return described.find((option) => option.key === key)?.default !== each;
}

function joined(prompt: string, suffix = ''): string {
  const isApart = suffix !== '' && !/^\p{P}/u.test(suffix);
  return `${prompt}${isApart ? ' ' : ''}${suffix}`;
}
