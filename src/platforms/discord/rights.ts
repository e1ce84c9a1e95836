import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import type { Person, Right } from '../../core/invocation.ts';
import { createLookUp, type LookUp } from './look-up.ts';
import { everything, isAdministrator, rightsOf } from './permissions.ts';
import { bits } from './person.ts';
import type { Sender } from './rest.ts';

/** What a channel gives to a role or a member, and takes from them (Discord: channel, overwrite). */
export const overwrite = z.object({ id: z.string(), allow: bits, deny: bits });

type Overwrite = z.output<typeof overwrite>;

/** What decides in a server who may do what (Discord: guild). */
export const serverAnswer = z.object({
  id: z.string(),
  owner_id: z.string(),
  roles: z.array(z.object({ id: z.string(), permissions: bits })),
});

export type Server = z.output<typeof serverAnswer>;

/** For how long a server's roles are believed, in milliseconds: whoever loses one soon loses what it allowed. */
const believed = 60_000;

/** Servers by their ids. */
export function createServers(bot: Sender, clock: Clock): LookUp<Server> {
  return createLookUp(
    async (id, signal) => serverAnswer.parse(await bot.send('get', `/guilds/${id}`, {}, { signal })),
    clock,
    believed,
  );
}

/** What somebody may do towards others in a channel; nothing as long as not all is known that decides about it. */
export function rightsIn(
  server: Server | undefined,
  overwrites: readonly Overwrite[] | undefined,
  { id, roles = [] }: Pick<Person, 'id' | 'roles'>,
): Right[] {
  if (!server || !overwrites) return [];
  return rightsOf(granted(server, overwrites, { member: plain(id), own: roles.map(plain) }));
}

/** A member and its roles, by Discord's ids. */
export interface Holder {
  readonly member: string;
  readonly own: readonly string[];
}

/**
 * What somebody may do in a channel, as Discord's bits (Discord: permissions, permission overwrites). The role of
 * everybody has the server's id.
 */
export function granted(
  { id: everybody, owner_id: owner, roles }: Server,
  overwrites: readonly Overwrite[],
  { member, own }: Holder,
): bigint {
  if (member === owner) return everything;
  const theirs = roles.filter(({ id }) => id === everybody || own.includes(id));
  const base = union(theirs.map(({ permissions }) => permissions));
  if (isAdministrator(base)) return base;
  const levels = [[everybody], own.filter((id) => id !== everybody), [member]];
  return levels.reduce((now, ids) => {
    const here = overwrites.filter(({ id }) => ids.includes(id));
    return (now & ~union(here.map(({ deny }) => deny))) | union(here.map(({ allow }) => allow));
  }, base);
}

function union(all: readonly bigint[]): bigint {
  return all.reduce((sum, each) => sum | each, 0n);
}

function plain(id: string): string {
  return id.replace(/^discord:/, '');
}
