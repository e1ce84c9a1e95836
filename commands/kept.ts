import { z } from 'zod';
import type { Context } from '../src/core/command.ts';
import { accountable, type Invocation } from '../src/core/invocation.ts';
import { Problem } from '../src/core/problem.ts';
import type { Section } from '../src/core/reply.ts';
import type { Setting, SettingKey } from '../src/core/settings.ts';
import { shorten } from '../src/core/suggest.ts';

/** Presets or lists that one person, server or workspace can have: more than anybody finds again. */
export const mostKept = 50;

/** What can be done with what is kept under a name. */
export const actions = ['show', 'save', 'delete'] as const;

/** Rows of one section: as many as have room on every platform. */
const mostRows = 25;

const usable = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]{0,31}$/u;

/** Names are the same whatever their case and width. Throws `name_unusable`. */
export function nameOf(given: string): string {
  const name = given.normalize('NFKC').trim().toLowerCase();
  if (!usable.test(name)) throw new Problem('name_unusable', { given: shorten(given) });
  return name;
}

/** Who owns what everybody here may use: the server or workspace; where there is none, the person. */
export function ownerHere(invocation: Invocation): string {
  const { community, person } = accountable(invocation);
  return community ?? person;
}

const made = z.object({ maker: z.string() });

/** Who made it first: kept in its value, since whoever changes it later becomes `Setting.person`. */
function makerOf({ person, value }: Setting): string {
  return made.safeParse(value).data?.maker ?? person;
}

/** Throws `not_yours` unless it is one's own, or an administrator asks. */
function mustBeAllowed(there: Setting, { person }: Invocation): void {
  const may = [there.owner, makerOf(there)].includes(person.id) || person.rights?.includes('administer');
  if (!may) throw new Problem('not_yours', {});
}

/** Keeps a value under a name, over one's own. Throws `not_yours`, `too_many_kept`, and `storage_failed`. */
export async function keep(
  key: SettingKey,
  value: Readonly<Record<string, unknown>>,
  { invocation, settings }: Pick<Context, 'invocation' | 'settings'>,
): Promise<void> {
  const all = await settings.list(key.owner, key.kind);
  const there = all.find(({ name }) => name === key.name);
  if (there) mustBeAllowed(there, invocation);
  else if (all.length >= mostKept) throw new Problem('too_many_kept', { limit: mostKept });
  const maker = there ? makerOf(there) : invocation.person.id;
  await settings.put({ ...key, person: invocation.person.id, value: { ...value, maker } });
}

/** Deletes what `keep` kept. False: there is none. Throws `not_yours` and `storage_failed`. */
export async function discard(
  key: SettingKey,
  { invocation, settings }: Pick<Context, 'invocation' | 'settings'>,
): Promise<boolean> {
  const there = await settings.get(key);
  if (there) mustBeAllowed(there, invocation);
  return there !== undefined && (await settings.remove(key));
}

/** What an action needs that the others do not. Throws `option_missing`. */
export function required(option: string, value: string | undefined): string {
  if (value === undefined) throw new Problem('option_missing', { option });
  return value;
}

/** One row a name; `more` says how many others there are. */
export function rowsOf(
  kept: readonly Setting[],
  describe: (setting: Setting) => string,
  more: (count: number) => string,
): Section['rows'] {
  const rows = kept.slice(0, mostRows).map((each) => ({ term: each.name, text: describe(each) }));
  return kept.length > mostRows ? [...rows, { term: '…', text: more(kept.length - mostRows) }] : rows;
}
