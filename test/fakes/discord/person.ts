import { messageJson, type Origin } from './json.ts';
import { type OpenForm, openForm } from './modal.ts';
import type { Author, Channel, Choice, Interaction, Message } from './model.ts';
import { createReactions, type Emoji } from './reactions.ts';
import { buttonsOf, menusOf } from './rows.ts';
import { type Seen, seen } from './seen.ts';
import { createTyped } from './typed.ts';
import type { createWords, SaidMore } from './words.ts';
import type { World } from './world.ts';

type Somewhere = { readonly id: string };

const manageMessages = 1n << 13n;

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly locale: string;
  /** Types a command. Rejects when Discord's client would not send it: unknown command, option, choice or value. */
  runs(command: `/${string}`, options?: Readonly<Record<string, unknown>>, channel?: Somewhere): Promise<Asked>;
  /** Types in one option of a command, beside others that are there already; what Discord then offers. */
  types(
    command: `/${string}`,
    option: string,
    text: string,
    others?: Readonly<Record<string, unknown>>,
    channel?: Somewhere,
  ): Promise<readonly Choice[]>;
  /** Calls a command from the menu of a message or a person. Throws when Discord shows none of this name. */
  opens(on: Somewhere, name: string, channel?: Somewhere): Asked;
  /** Presses a button. Throws when Discord's client would not show it. */
  presses(message: Somewhere, label: string): Asked;
  /** Chooses from a menu, by its label. Throws when Discord's client would not show it. */
  chooses(message: Somewhere, menu: string, choice: string): Asked;
  reacts(message: Somewhere, emoji: Emoji): void;
  takesBack(message: Somewhere, emoji: Emoji): void;
  /** Says something in the channel, by default the general one. */
  says(text: string, channel?: Somewhere, more?: SaidMore): { readonly id: string };
  /** Takes away everybody's, as moderators may: of one emoji, or all. */
  clears(message: Somewhere, emoji?: Emoji): void;
  /** Several of one channel at once, as moderators may. */
  deletes(...messages: readonly Somewhere[]): void;
  /** Takes messages from nobody any more. */
  closesDirectMessages(): void;
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
  /** Of an account that is there already, such as the bot's own. */
  readonly id?: string;
}

/** A command, a press or a form that was sent off. */
export interface Asked {
  readonly id: string;
  /** Waits for the acknowledgement: its type, and milliseconds by the fake's clock. */
  acknowledged(): Promise<{ readonly type: number; readonly after: number }>;
  /** Waits for the answer; by default until it is more than "thinking…". */
  message(where?: (message: Seen) => boolean): Promise<Seen>;
  /** Waits for a form. */
  form(): Promise<OpenForm<Asked>>;
  /** Delivers the same event once more, as a resumed gateway may. */
  deliverAgain(): void;
  /** Deletes the answer, as a moderator may. */
  deleteMessage(): void;
}

interface Event {
  readonly type: number;
  readonly data: object;
  readonly under?: Message | undefined;
  /** Type of the option that is being typed. */
  readonly typing?: number | undefined;
}

export function createPeople(parts: {
  readonly world: World;
  readonly origin: () => Origin;
  readonly commands: () => readonly unknown[];
  readonly send: (event: string, data: unknown) => void;
  readonly intents: () => number;
  readonly words: ReturnType<typeof createWords>;
  readonly somewhere: () => Channel;
}) {
  const { world, send, words } = parts;
  const reactions = createReactions({ ...parts, application: parts.origin().application });
  const typed = createTyped(parts.commands);
  const people = new Map<string, object>();

  function channelOf({ id }: Somewhere): Channel {
    const channel = world.channels.get(id);
    if (!channel) throw new Error('no such channel');
    return channel;
  }

  return function user(
    name: string,
    { locale = 'en-US', bot = false, permissions = 0n, roles = [], id = world.nextId() }: Account = {},
  ): Person {
    const account = { id, username: name.toLowerCase(), global_name: name, discriminator: '0', avatar: null };
    const author: Author = { id, username: name, bot };
    // What somebody may do, they may by a role.
    const role = permissions === 0n ? [] : [world.roleFor(permissions)];
    const membership = { nick: null, roles: [...roles, ...role] };
    people.set(id, account);

    function interaction(channel: Channel, { type, data, under, typing }: Event) {
      if (channel.owner !== undefined && channel.owner !== id) throw new Error('these are another’s direct messages');
      const asking = world.ask(channel, { type, asker: id, under, typing });
      const { guild, parent, nsfw } = channel;
      const event = {
        id: asking.id,
        application_id: parts.origin().application,
        version: 1,
        token: asking.token,
        ...{ type, data },
        ...(under && { message: messageJson(under, parts.origin()) }),
        context: channel.context,
        channel_id: channel.id,
        channel: {
          ...{ id: channel.id, type: channel.type, name: 'general' },
          ...(guild && { guild_id: guild, ...(parent ? { parent_id: parent.id } : { nsfw }) }),
        },
        ...(guild
          ? {
              guild_id: guild,
              guild: { id: guild, features: [], locale: 'en-US' },
              guild_locale: 'en-US',
              member: { user: account, ...membership, permissions: String(permissions) },
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
      return { asking, deliver };
    }

    function interact(channel: Channel, event: Event): Asked {
      const { asking, deliver } = interaction(channel, event);
      const submit = (data: object) => interact(channel, { type: 5, data, under: event.under });
      return asked(world, asking, deliver, submit);
    }

    /** A message of the bot's that this person sees. */
    function shownTo({ id: message }: Somewhere, what: string): Message {
      const found = world.find(message);
      const isTheirs = found.reader === undefined || found.reader === id;
      if (found.author || !isTheirs) throw new Error(`Discord shows no ${what}`);
      return found;
    }

    function press(under: Message, data: object): Asked {
      return interact(under.channel, { type: 3, data: { ...data, id: 2 }, under });
    }

    return {
      id,
      name,
      locale,
      async runs(command, options = {}, where = parts.somewhere()) {
        return interact(channelOf(where), { type: 2, data: typed.command(command.slice(1), options) });
      },
      async types(command, option, text, others = {}, where = parts.somewhere()) {
        const { data, type } = typed.partly(command.slice(1), option, text, others);
        const { asking } = interaction(channelOf(where), { type: 4, data, typing: type });
        return world.until('what is suggested', () => asking.choices);
      },
      opens(on, called, where = parts.somewhere()) {
        const person = people.get(on.id);
        const message = person ? undefined : world.find(on.id);
        const resolved = message
          ? { messages: { [on.id]: messageJson(message, parts.origin()) } }
          : { users: { [on.id]: person } };
        const data = { ...typed.entry(called, message ? 3 : 2), target_id: on.id, resolved };
        return interact(message?.channel ?? channelOf(where), { type: 2, data });
      },
      presses(message, label) {
        const under = shownTo(message, `button ${label}`);
        const button = buttonsOf(under.components).find((each) => each.label === label && !each.disabled);
        if (!button) throw new Error(`Discord shows no button ${label}`);
        return press(under, { component_type: 2, custom_id: button.customId });
      },
      chooses(message, label, choice) {
        const under = shownTo(message, `menu ${label}`);
        const menu = menusOf(under.components).find((each) => each.label === label);
        const chosen = menu?.choices.find((each) => each.label === choice);
        if (!menu || !chosen) throw new Error(`Discord shows no ${choice} in ${label}`);
        return press(under, { component_type: 3, custom_id: menu.customId, values: [chosen.value] });
      },
      reacts: (message, emoji) =>
        reactions.add(message.id, { id, member: { user: { ...account, bot }, ...membership } }, emoji),
      takesBack: (message, emoji) => reactions.remove(message.id, { id, member: {} }, emoji),
      says: (text, where = parts.somewhere(), more = {}) =>
        words.say(world, channelOf(where), { author, member: membership }, text, more),
      clears(message, emoji) {
        if (!(permissions & manageMessages)) throw new Error('Discord lets nobody take away the reactions of others');
        reactions.clear(message.id, emoji);
      },
      deletes(...messages) {
        const found = messages.map((message) => world.find(message.id));
        const isTheirs = found.every(({ author: by, reader }) => by?.id === id || reader === id);
        if (!isTheirs && !(permissions & manageMessages)) throw new Error('Discord lets nobody delete what others say');
        world.remove(...found);
      },
      closesDirectMessages: () => void world.closed.add(id),
    };
  };
}

function asked(
  world: World,
  interaction: Interaction,
  deliverAgain: () => void,
  submit: (data: object) => Asked,
): Asked {
  return {
    deliverAgain,
    id: interaction.id,
    acknowledged: () => world.until('the acknowledgement', () => interaction.acknowledgement),
    message: (where = ({ loading }) => !loading) =>
      world.until('the answer', () => interaction.message && visible(interaction.message, where)),
    form: () => world.until('a form', () => interaction.modal && openForm(interaction.modal, submit)),
    deleteMessage() {
      if (interaction.message) world.remove(interaction.message);
    },
  };
}

export function visible(message: Message, where: (message: Seen) => boolean): Seen | undefined {
  if (message.deleted) return undefined;
  const shown = seen(message);
  return where(shown) ? shown : undefined;
}
