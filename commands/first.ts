import { z } from 'zod';
import type { Context } from '../src/core/command.ts';
import type { SettingKey } from '../src/core/settings.ts';

/** Which call was the first. */
const beginning = z.object({ by: z.string() });

/** What can be done once only: `go` about a call, `post` about a picture. */
export type Once = Pick<SettingKey, 'owner' | 'name'>;

/**
 * Whether no other call has done it before. Two at the same moment find one of them, and a call that is run again after a
 * kill finds itself. Throws Problem `storage_failed`.
 */
export async function isFirst(once: Once, { invocation, settings }: Context): Promise<boolean> {
  const { id, person } = invocation;
  const there = await settings.add({ ...once, kind: 'begun', person: person.id, value: { by: id } });
  return beginning.safeParse(there.value).data?.by === id;
}

/** Lets somebody else be the first: it came to nothing. */
export async function takeBack(once: Once, { settings }: Context): Promise<void> {
  await settings.remove({ ...once, kind: 'begun' });
}
