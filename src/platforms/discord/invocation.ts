import { z } from 'zod';
import type { Command } from '../../core/command.ts';
import { mayHoldFlags } from '../../core/flags.ts';
import type { Input, Invocation, Place } from '../../core/invocation.ts';
import { leastUploadLimit, type Spot } from './address.ts';
import { missingPermissions } from './permissions.ts';
import { bits, member, personOf, user } from './person.ts';
import { ephemeral } from './render.ts';

export const snowflake = z.string().regex(/^\d{17,20}$/);

/** What Easel reads of every INTERACTION_CREATE event (Discord: receiving and responding). */
export const interaction = z.object({
  id: snowflake,
  type: z.number(),
  application_id: z.string(),
  token: z.string(),
  guild_id: z.string().optional(),
  channel: z.object({
    id: z.string(),
    type: z.number(),
    /** Age-restricted. Threads tell their parent instead. */
    nsfw: z.boolean().optional(),
    parent_id: z.string().nullish(),
  }),
  context: z.number().nullish(),
  /** In servers only. */
  member: member.extend({ user }).optional(),
  user: user.optional(),
  locale: z.string().default('en-US'),
  app_permissions: bits,
  attachment_size_limit: z.number().default(leastUploadLimit),
  authorizing_integration_owners: z.record(z.string(), z.string()).default({}),
  /** Whose button was pressed, or where the form came from. */
  message: z.object({ id: z.string(), flags: z.number().default(0) }).optional(),
});

export type Interaction = z.infer<typeof interaction>;

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
  const { name, options } = event.data;
  const given = options.map((option) => [keyOf(option.name, name, commands), option.value] as const);
  const command = commands.find((each) => each.name === name);
  return callOf(event, { command: name, input: inputOf(Object.fromEntries(given), command) }, now);
}

/**
 * Flags that somebody has typed or pasted into the field for words are flags, as where a command is one line: people copy
 * `/imagine …` lines from everywhere.
 */
function inputOf(given: Readonly<Record<string, unknown>>, command: Command | undefined): Input {
  const key = command?.options.find(({ positional }) => positional)?.key ?? '';
  const { [key]: words, ...fields } = given;
  if (typeof words !== 'string' || !mayHoldFlags(words)) return { kind: 'fields', fields: given };
  return { kind: 'fields', fields, text: withoutName(words, command) };
}

function withoutName(line: string, command: Command | undefined): string {
  const [, name, rest = ''] = /^\s*\/([\w-]+)\s+(.*)$/su.exec(line) ?? [];
  return name === command?.name ? rest : line;
}

/** Discord knows an option by its name, the command by its key. */
export function keyOf(option: string, command: string, commands: readonly Command[]): string {
  const known = commands.find(({ name }) => name === command)?.options ?? [];
  return known.find(({ name }) => name === option)?.key ?? option;
}

interface Called {
  readonly command: string;
  readonly input: Input;
  readonly about?: string | undefined;
  readonly picture?: number | undefined;
}

/** Who calls a command from where, by whatever interaction. */
export function callOf(event: Interaction, { command, input, about, picture }: Called, now: number): Call {
  const asker = event.member?.user ?? event.user;
  if (!asker) throw new Error('an interaction of nobody');
  return {
    invocation: {
      id: `discord:${event.id}`,
      command,
      input,
      person: personOf(asker, event.member),
      place: placeOf(event),
      ...(about !== undefined && { about }),
      ...(picture !== undefined && { picture }),
      locale: event.locale,
      askedAt: now,
    },
    spot: spotOf(event, asker.id, now),
  };
}

/** Interaction contexts: 0 server, 1 direct messages with the bot, 2 other direct messages (Discord: application commands). */
const botDirectMessage = 1;

/** Announcement, public and private threads; these only those see who were added to them (Discord: channel types). */
export const privateThread = 12;
export const threads = [10, 11, privateThread];

/** A form that was sent off cannot lead to another one (Discord: receiving and responding). */
const formSent = 5;

function placeOf({ channel, guild_id: community, context }: Interaction): Place {
  const parent = threads.includes(channel.type) ? (channel.parent_id ?? undefined) : undefined;
  return {
    platform: 'discord',
    channel: channel.id,
    ...(parent !== undefined && { parent }),
    ...(channel.type === privateThread && { closed: true }),
    community,
    ...(channel.nsfw !== undefined && { restricted: channel.nsfw }),
    ...(context === botDirectMessage && { direct: true }),
  };
}

function spotOf(event: Interaction, asker: string, now: number): Spot {
  const { channel, message } = event;
  const inServer = event.guild_id !== undefined && event.authorizing_integration_owners['0'] === event.guild_id;
  const inThread = threads.includes(channel.type);
  return {
    interaction: event.id,
    token: event.token,
    application: event.application_id,
    channel: channel.id,
    reachable: inServer || event.context === botDirectMessage,
    uploadLimit: event.attachment_size_limit,
    receivedAt: now,
    missing: missingPermissions({ granted: event.app_permissions, inThread, inServer }),
    message: undefined,
    whispered: false,
    asker,
    locale: event.locale,
    component: message !== undefined,
    subject: message?.id,
    subjectWhispered: Boolean((message?.flags ?? 0) & ephemeral),
    opens: event.type !== formSent,
    sentTo: undefined,
    sent: undefined,
  };
}
