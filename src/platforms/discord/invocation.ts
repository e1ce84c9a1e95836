import { z } from 'zod';
import type { Command } from '../../core/command.ts';
import type { Invocation } from '../../core/invocation.ts';
import type { Spot } from './address.ts';
import { missingPermissions, rightsOf } from './permissions.ts';

/** Discord's least upload limit, for payloads that do not tell theirs: 10 MiB (Discord: API reference, uploading files). */
const leastUploadLimit = 10 * 1024 * 1024;

/** Discord's permission bits, as it writes them. */
const bits = z.string().regex(/^\d+$/).transform(BigInt);

const user = z.object({ id: z.string(), username: z.string(), global_name: z.string().nullish() });

/** What Easel reads of an INTERACTION_CREATE event (Discord: receiving and responding); a command call of type 2, as slash text (1). */
const interaction = z.object({
  id: z.string().regex(/^\d{17,20}$/),
  type: z.literal(2),
  application_id: z.string(),
  token: z.string(),
  data: z.object({
    type: z.literal(1),
    name: z.string(),
    options: z.array(z.object({ name: z.string(), value: z.unknown() })).default([]),
  }),
  guild_id: z.string().optional(),
  channel: z.object({ id: z.string(), type: z.number() }),
  context: z.number().nullish(),
  /** In servers only. Its permissions are the person's in the channel, with every overwrite. */
  member: z
    .object({
      user,
      nick: z.string().nullish(),
      roles: z.array(z.string()).default([]),
      permissions: bits.optional(),
    })
    .optional(),
  user: user.optional(),
  locale: z.string().default('en-US'),
  app_permissions: bits,
  attachment_size_limit: z.number().default(leastUploadLimit),
  authorizing_integration_owners: z.record(z.string(), z.string()).default({}),
});

/** A command call with everything that answering it takes. */
export interface Call {
  readonly invocation: Invocation;
  readonly spot: Spot;
}

/** Whether the event is a slash command's. Buttons, menus and forms are none. */
export function isCommandCall(data: unknown): boolean {
  return z.object({ type: z.literal(2), data: z.object({ type: z.literal(1) }) }).safeParse(data).success;
}

/** Reads a slash command's event. Throws a ZodError for what Discord does not send. */
export function readCall(data: unknown, commands: readonly Command[], now: number): Call {
  const event = interaction.parse(data);
  const person = event.member?.user ?? event.user;
  if (!person) throw new Error('an interaction of nobody');
  const inServer = event.guild_id !== undefined && event.authorizing_integration_owners['0'] === event.guild_id;
  return {
    invocation: {
      id: `discord:${event.id}`,
      command: event.data.name,
      input: { kind: 'fields', fields: fieldsOf(event.data, commands) },
      person: {
        id: `discord:${person.id}`,
        name: event.member?.nick ?? person.global_name ?? person.username,
        roles: event.member?.roles.map((role) => `discord:${role}`) ?? [],
        rights: rightsOf(event.member?.permissions ?? 0n),
      },
      place: { platform: 'discord', channel: event.channel.id, community: event.guild_id },
      locale: event.locale,
      askedAt: now,
    },
    spot: {
      interaction: event.id,
      token: event.token,
      application: event.application_id,
      channel: event.channel.id,
      reachable: inServer || event.context === botDirectMessage,
      uploadLimit: event.attachment_size_limit,
      receivedAt: now,
      missing: missingPermissions({
        granted: event.app_permissions,
        inThread: threads.includes(event.channel.type),
        inServer,
      }),
      message: undefined,
      whispered: false,
    },
  };
}

/** Interaction contexts: 0 server, 1 direct messages with the bot, 2 other direct messages (Discord: application commands). */
const botDirectMessage = 1;

/** Announcement, public and private threads (Discord: channel types). */
const threads = [10, 11, 12];

/** Discord knows an option by its name, the command by its key. */
function fieldsOf({ name, options }: z.infer<typeof interaction>['data'], commands: readonly Command[]) {
  const known = commands.find((command) => command.name === name)?.options ?? [];
  return Object.fromEntries(
    options.map((given) => [known.find((option) => option.name === given.name)?.key ?? given.name, given.value]),
  );
}
