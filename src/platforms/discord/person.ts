import { z } from 'zod';
import type { Person } from '../../core/invocation.ts';
import { rightsOf } from './permissions.ts';

/** Discord's permission bits, as it writes them. */
export const bits = z.string().regex(/^\d+$/).transform(BigInt);

/** Somebody, as Discord knows them everywhere. */
export const user = z.object({ id: z.string(), username: z.string(), global_name: z.string().nullish() });

/** The same in a server. */
export const member = z.object({
  nick: z.string().nullish(),
  roles: z.array(z.string()).default([]),
  /** In the channel, with every overwrite. Interactions tell them, reactions and messages do not. */
  permissions: bits.optional(),
});

/** Whoever it is, by the name that people see in that place. */
export function personOf(
  { id, username, global_name }: z.infer<typeof user>,
  there: z.infer<typeof member> | undefined,
): Person {
  return {
    id: `discord:${id}`,
    name: there?.nick ?? global_name ?? username,
    roles: there?.roles.map((role) => `discord:${role}`) ?? [],
    rights: rightsOf(there?.permissions ?? 0n),
  };
}
