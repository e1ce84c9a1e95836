import type { Kysely, Selectable } from 'kysely';
import type { Kept } from '../../core/album.ts';
import type { Generation, Notes } from '../../core/generation.ts';
import { bareId } from '../../core/ids.ts';
import type { MessageRef } from '../../core/reply.ts';
import { named } from '../lane/where.ts';
import * as parse from '../parse.ts';
import type { Tables } from '../tables.ts';

type Message = Selectable<Tables['messages']>;

/** A picture with what its maker is called. */
export type Row = Selectable<Tables['pictures']> & { readonly name: string | null };

/** Every picture that is not forgotten, with its maker's name. */
export function picturesIn(database: Kysely<Tables>) {
  return database
    .selectFrom('pictures')
    .leftJoin('people', 'people.person', 'pictures.person')
    .selectAll('pictures')
    .select('people.name')
    .where(named);
}

/** In the same order, without those that nobody can read: they must not stand in the way of the others. */
export async function readKept(database: Kysely<Tables>, rows: readonly Row[]): Promise<readonly Kept[]> {
  const messages = await newestMessages(database, rows);
  return rows.flatMap((row) => keptIn(row, messages.get(row.invocation)) ?? []);
}

/** The newest message of each picture's own call; copies elsewhere are others'. */
async function newestMessages(database: Kysely<Tables>, rows: readonly Row[]): Promise<ReadonlyMap<string, Message>> {
  const invocations = new Set(rows.map(({ invocation }) => invocation));
  if (invocations.size === 0) return new Map();
  const messages = await database
    .selectFrom('messages')
    .selectAll()
    .where('invocation', 'in', [...invocations])
    .where('own', '=', 1)
    .execute();
  messages.sort((a, b) => (a.seen_at ?? 0) - (b.seen_at ?? 0));
  return new Map(messages.map((message) => [message.invocation, message]));
}

function keptIn(row: Row, message: Message | undefined): Kept | undefined {
  const { recipe, invocation, n, state, person, channel } = row;
  const generation = generationIn(row);
  const request = generation?.request ?? parse.readable(parse.request, row.request);
  if (recipe === null || !request || (state === 'done' && !generation)) return undefined;
  return {
    ...{ recipe, invocation, n, state, request, generation, person, channel },
    notes: notesIn(row),
    name: row.name ?? undefined,
    community: row.community ?? undefined,
    orderedAt: row.ordered_at,
    endedAt: row.settled_at ?? undefined,
    alt: row.alt ?? undefined,
    removedAt: row.removed_at ?? undefined,
    message: message && whereIs(message, row),
  };
}

/** What is a secret stays one, also when nobody here can read what its notes say about that. */
function notesIn({ notes, private: isPrivate }: Row): Notes {
  const read = parse.readable(parse.notes, notes) ?? {};
  return isPrivate === 1 && !read.private && !read.unlisted ? { ...read, private: true } : read;
}

function generationIn({ generation, recipe }: Row): Generation | undefined {
  const made = generation === null ? undefined : parse.readable(parse.generation, generation);
  return made && { ...made, recipe: recipe ?? undefined };
}

function whereIs({ message, seen_at }: Message, { channel, community }: Row): MessageRef | undefined {
  // From before version 6, when nobody noted the community: half a place leads to nowhere.
  if (seen_at === null && community === null) return undefined;
  return { key: message, channel: bareId(channel), community: community === null ? undefined : bareId(community) };
}
