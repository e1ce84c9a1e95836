import { z } from 'zod';
import type { Command } from '../../core/command.ts';
import type { Invocation } from '../../core/invocation.ts';
import type { Spot } from './address.ts';
import { missingPermissions } from './permissions.ts';
import { bits, member, personOf, user } from './person.ts';

/** Discord's least upload limit, for payloads that do not tell theirs: 10 MiB (Discord: API reference, uploading files). */
const leastUploadLimit = 10 * 1024 * 1024;

export const snowflake = z.string().regex(/^\d{17,20}$/);

/** What Easel reads of every INTERACTION_CREATE event (Discord: receiving and responding). */
export const interaction = z.object({
  id: snowflake,
  application_id: z.string(),
  token: z.string(),
  guild_id: z.string().optional(),
  channel: z.object({ id: z.string(), type: z.number() }),
  context: z.number().nullish(),
  /** In servers only. */
  member: member.extend({ user }).optional(),
  user: user.optional(),
  locale: z.string().default('en-US'),
  app_permissions: bits,
  attachment_size_limit: z.number().default(leastUploadLimit),
  authorizing_integration_owners: z.record(z.string(), z.string()).default({}),
});

/** A command call of type 2, as slash text (1). */
const commandCall = interaction.extend({
  type: z.literal(2),
  data: z.object({
    type: z.literal(1),
    name: z.string(),
    options: z.array(z.object({ name: z.string(), value: z.unknown() })).default([]),
  }),
});

/** A command call with everything that answering it takes. */
export interface Call {
  readonly invocation: Invocation;
  readonly spot: Spot;
}

// Made once: zod compiles a schema when it is first used, which takes longer than reading an event.
const slashCommand = z.object({ type: z.literal(2), data: z.object({ type: z.literal(1) }) });

/** Whether the event is a slash command's. Buttons, menus and forms are none. */
export function isCommandCall(data: unknown): boolean {
  return slashCommand.safeParse(data).success;
}

/** Reads a slash command's event. Throws a ZodError for what Discord does not send. */
export function readCall(data: unknown, commands: readonly Command[], now: number): Call {
  const event = commandCall.parse(data);
  return callOf(event, { command: event.data.name, fields: fieldsOf(event.data, commands) }, now);
}

interface Called {
  readonly command: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Who calls a command from where, by whatever interaction. */
export function callOf(event: z.infer<typeof interaction>, { command, fields }: Called, now: number): Call {
  const asker = event.member?.user ?? event.user;
  if (!asker) throw new Error('an interaction of nobody');
  const inServer = event.guild_id !== undefined && event.authorizing_integration_owners['0'] === event.guild_id;
  return {
    invocation: {
      id: `discord:${event.id}`,
      command,
      input: { kind: 'fields', fields },
      person: personOf(asker, event.member),
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
function fieldsOf({ name, options }: z.infer<typeof commandCall>['data'], commands: readonly Command[]) {
  const known = commands.find((command) => command.name === name)?.options ?? [];
  return Object.fromEntries(
    options.map((given) => [known.find((option) => option.name === given.name)?.key ?? given.name, given.value]),
  );
}
