import { z } from 'zod';
import type { Channel, Interaction, Message } from './model.ts';
import { createReactions } from './reactions.ts';
import { buttonsOf } from './rows.ts';
import { type Seen, seen } from './seen.ts';
import { messageJson, type World } from './world.ts';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly locale: string;
  /** Types a command. Rejects when Discord's client would not send it: unknown command, option, choice or value. */
  runs(
    command: `/${string}`,
    options?: Readonly<Record<string, unknown>>,
    channel?: { readonly id: string },
  ): Promise<Asked>;
  /** Presses a button. Throws when Discord's client would not show it. */
  presses(message: { readonly id: string }, label: string): Asked;
  reacts(message: { readonly id: string }, emoji: string): void;
  takesBack(message: { readonly id: string }, emoji: string): void;
  /** Says something in the channel. */
  says(text: string, channel?: { readonly id: string }): { readonly id: string };
}

/** What somebody is in every server. */
export interface Membership {
  /** Discord's bits. */
  readonly permissions?: bigint;
  readonly roles?: readonly string[];
}

export interface Account extends Membership {
  readonly locale?: string;
  readonly bot?: boolean;
}

/** A command or a press that was sent off. */
export interface Asked {
  readonly id: string;
  /** Waits for the acknowledgement: its type, and milliseconds by the fake's clock. */
  acknowledged(): Promise<{ readonly type: number; readonly after: number }>;
  /** Waits for the answer; by default until it is more than "thinking…". */
  message(where?: (message: Seen) => boolean): Promise<Seen>;
  /** Delivers the same event once more, as a resumed gateway may. */
  deliverAgain(): void;
  /** Deletes the answer, as a moderator may. */
  deleteMessage(): void;
}

const registered = z.object({
  id: z.string(),
  name: z.string(),
  options: z
    .array(
      z.object({
        name: z.string(),
        type: z.number(),
        required: z.boolean().default(false),
        choices: z.array(z.object({ value: z.unknown() })).optional(),
        min_value: z.number().optional(),
        max_value: z.number().optional(),
        min_length: z.number().optional(),
        max_length: z.number().optional(),
      }),
    )
    .default([]),
});
type RegisteredOption = z.infer<typeof registered>['options'][number];

const named: Readonly<Record<number, string>> = { 3: 'string', 4: 'number', 5: 'boolean', 10: 'number' };

export function createPeople(parts: {
  readonly world: World;
  readonly application: string;
  readonly commands: () => readonly unknown[];
  readonly send: (event: string, data: unknown) => void;
  readonly intents: () => number;
  readonly somewhere: () => Channel;
}) {
  const { world, application, send } = parts;
  const reactions = createReactions(parts);

  function dataOf(name: string, given: Readonly<Record<string, unknown>>) {
    const command = parts
      .commands()
      .map((each) => registered.parse(each))
      .find((each) => each.name === name);
    if (!command) throw new Error(`Discord shows no command /${name}`);
    for (const { name: wanted, required } of command.options) {
      if (required && !(wanted in given)) throw new Error(`/${name} needs ${wanted}`);
    }
    const options = Object.entries(given).map(([key, value]) => {
      const option = command.options.find((each) => each.name === key);
      if (!option || !fits(option, value)) throw new Error(`/${name} does not take ${key}: ${value}`);
      return { name: key, type: option.type, value };
    });
    return { id: command.id, name, type: 1, options };
  }

  function channelOf({ id }: { readonly id: string }): Channel {
    const channel = world.channels.get(id);
    if (!channel) throw new Error('no such channel');
    return channel;
  }

  return function user(
    name: string,
    { locale = 'en-US', bot = false, permissions = 0n, roles = [] }: Account = {},
  ): Person {
    const id = world.nextId();
    const account = { id, username: name.toLowerCase(), global_name: name, discriminator: '0', avatar: null };
    const reactor = { id, member: { user: { ...account, bot }, nick: null, roles } };

    function interact(
      channel: Channel,
      what: { type: number; data: object; message?: object },
      under?: Message,
    ): Asked {
      const interaction = world.ask(channel, under);
      const { guild } = channel;
      const event = {
        id: interaction.id,
        application_id: application,
        version: 1,
        token: interaction.token,
        ...what,
        context: channel.context,
        channel_id: channel.id,
        channel: { id: channel.id, type: channel.type, name: 'general', ...(guild && { guild_id: guild }) },
        ...(guild
          ? {
              guild_id: guild,
              guild: { id: guild, features: [], locale: 'en-US' },
              guild_locale: 'en-US',
              member: { user: account, nick: null, roles, permissions: String(permissions) },
            }
          : { user: account }),
        locale,
        app_permissions: String(channel.permissions),
        attachment_size_limit: channel.uploadLimit,
        authorizing_integration_owners: guild && channel.botIsIn ? { 0: guild } : { 1: id },
        entitlements: [],
      };
      const deliver = () => send('INTERACTION_CREATE', event);
      deliver();
      return asked(world, interaction, deliver);
    }

    return {
      id,
      name,
      locale,
      async runs(command, options = {}, where = parts.somewhere()) {
        return interact(channelOf(where), { type: 2, data: dataOf(command.slice(1), options) });
      },
      presses(message, label) {
        const under = world.find(message.id);
        const button = buttonsOf(under.components).find((each) => each.label === label && !each.disabled);
        if (under.author || !button) throw new Error(`Discord shows no button ${label}`);
        const data = { component_type: 2, custom_id: button.customId, id: 2 };
        return interact(under.channel, { type: 3, data, message: messageJson(under, application) }, under);
      },
      reacts: (message, emoji) => reactions.add(message.id, reactor, emoji),
      takesBack: (message, emoji) => reactions.remove(message.id, reactor, emoji),
      says(text, where = parts.somewhere()) {
        const words = { flags: 0, components: [{ type: 10, content: text }], files: [], pings: [], nonce: undefined };
        return world.post(channelOf(where), words, false, id);
      },
    };
  };
}

function fits({ type, choices, ...bounds }: RegisteredOption, value: unknown): boolean {
  if (typeof value !== named[type]) return false;
  if (choices) return choices.some((choice) => choice.value === value);
  const [size, least, most] =
    typeof value === 'string'
      ? [value.length, bounds.min_length, bounds.max_length]
      : [Number(value), bounds.min_value, bounds.max_value];
  return (type !== 4 || Number.isInteger(value)) && size >= (least ?? -Infinity) && size <= (most ?? Infinity);
}

function asked(world: World, interaction: Interaction, deliverAgain: () => void): Asked {
  return {
    deliverAgain,
    id: interaction.id,
    acknowledged: () => world.until('the acknowledgement', () => interaction.acknowledgement),
    message: (where = ({ loading }) => !loading) =>
      world.until('the answer', () => interaction.message && visible(interaction.message, where)),
    deleteMessage() {
      if (interaction.message) interaction.message.deleted = true;
    },
  };
}

export function visible(message: Message, where: (message: Seen) => boolean): Seen | undefined {
  if (message.deleted) return undefined;
  const shown = seen(message);
  return where(shown) ? shown : undefined;
}
