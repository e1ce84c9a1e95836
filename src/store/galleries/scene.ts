import type { Kysely } from 'kysely';
import { type ChannelRules, channelRules, rulesKey } from '../../core/channel-rules.ts';
import type { Job, Scene } from '../../core/curation.ts';
import type { Binding, Exhibit } from '../../core/gallery.ts';
import * as parse from '../parse.ts';
import type { Tables } from '../tables.ts';
import { consentsOf, exhibitsOf } from './exhibits.ts';
import { familyOf } from './family.ts';
import { readBinding, readGallery } from './rows.ts';

/** What a job's reply is made of. */
export async function sceneOf(database: Kysely<Tables>, { id, wall, look, hung }: Job): Promise<Scene> {
  const binding = await bindingAt(database, hung.kind === 'trouble' ? hung.channel : wall);
  const name = 'gallery' in hung ? hung.gallery : binding?.gallery;
  const gallery = await database
    .selectFrom('galleries')
    .selectAll()
    .where('id', '=', name ?? '')
    .executeTakeFirst();
  return {
    gallery: gallery && readGallery(gallery),
    // A trouble is told in direct messages.
    binding: hung.kind === 'trouble' ? undefined : binding,
    exhibits: await exhibitsFor(database, id, hung),
    spoiler: (await rulesAt(database, wall)).spoiler ?? false,
    ...(look === 'posts' && hung.kind === 'picture' && { family: await familyOf(database, { wall, ...hung }) }),
    locale: binding?.locale ?? (hung.kind === 'ask' ? await localeOf(database, hung.picture) : 'en'),
  };
}

async function bindingAt(database: Kysely<Tables>, channel: string): Promise<Binding | undefined> {
  const row = await database.selectFrom('bindings').selectAll().where('channel', '=', channel).executeTakeFirst();
  return row && readBinding(row);
}

async function rulesAt(database: Kysely<Tables>, channel: string): Promise<ChannelRules> {
  const row = await database
    .selectFrom('settings')
    .select('value')
    .where((setting) => setting.and(rulesKey(channel)))
    .executeTakeFirst();
  return (row && parse.readable(channelRules, row.value)) ?? {};
}

async function exhibitsFor(database: Kysely<Tables>, id: string, hung: Job['hung']): Promise<readonly Exhibit[]> {
  if ('picture' in hung) return exhibitsOf(database, [hung.picture]);
  if (hung.kind !== 'exhibition') return [];
  const rows = await database.selectFrom('exhibited').selectAll().where('hanging', '=', id).execute();
  rows.sort((one, other) => one.place - other.place);
  const exhibits = await exhibitsOf(
    database,
    rows.map(({ picture }) => picture),
  );
  const consents = await consentsOf(
    database,
    exhibits.map(({ person }) => person),
  );
  // Deleted ones are not there any more, nor does anybody see what its maker has withdrawn.
  return exhibits.filter(
    ({ notes, person }) => !notes.private && !notes.unlisted && consents(person).stars !== 'never',
  );
}

/** That of the call which made it, for as long as that is remembered. */
async function localeOf(database: Kysely<Tables>, picture: number): Promise<string> {
  const row = await database
    .selectFrom('calls')
    .innerJoin('pictures', 'pictures.invocation', 'calls.id')
    .select('calls.invocation')
    .where('pictures.id', '=', picture)
    .executeTakeFirst();
  return (row && parse.readable(parse.invocation, row.invocation)?.locale) ?? 'en';
}
