import { commands } from '../../commands/index.ts';
import { coerce } from '../../src/core/coerce.ts';
import { parseText } from '../../src/core/grammar.ts';
import type { Asked, Person as DiscordPerson, FakeChannel, FakeDiscord, Seen } from '../fakes/discord.ts';
import type { Chat, Fits, Form, Person, PersonOptions, Room, Shown } from './chat.ts';
import { formOf } from './discord-form.ts';
import { emojiSigns } from './emoji-signs.ts';

/** Discord's bits: manage server, manage messages. */
const everything = (1n << 5n) | (1n << 13n);

/** Discord: message flags, that a message consists of components. */
const componentsV2 = 1 << 15;

interface Place {
  readonly id: string;
  messages(): Seen[];
}

export function discordChat(discord: FakeDiscord): Chat {
  const rooms = new Map<string, FakeChannel>([[discord.general.id, discord.general]]);
  const room = roomOf(discord, discord.general);
  return {
    name: 'discord',
    room,
    newRoom() {
      const channel = discord.channel();
      rooms.set(channel.id, channel);
      return roomOf(discord, channel);
    },
    async adultRoom() {
      const channel = discord.channel({ nsfw: true });
      rooms.set(channel.id, channel);
      return roomOf(discord, channel);
    },
    hiddenRoom() {
      const channel = discord.channel({ hidden: true });
      rooms.set(channel.id, channel);
      return roomOf(discord, channel);
    },
    requests: () => discord.requests.length,
    leaves: (words, where, cancels) => leave(discord, words, where, cancels),
    person: (name, options) => personOf(discord, () => [...rooms.values()], name, options),
    bytes: ({ sha }) => discord.bytesOf(sha),
    violations: () => discord.violations.map((each) => JSON.stringify(each)),
  };
}

/** Version 1 knew the button that cancels, and nothing else that can be pressed. */
async function leave(discord: FakeDiscord, content: string, room: Room, cancels: string | undefined): Promise<Shown> {
  const button = { type: 2, style: 4, label: 'Cancel', custom_id: `v1:cancel:${cancels}` };
  const components = [{ type: 10, content }, ...(cancels === undefined ? [] : [{ type: 1, components: [button] }])];
  const answer = await fetch(`${discord.apiUrl}/v10/channels/${room.id}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ flags: componentsV2, components: [{ type: 17, components }] }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return discord.until('the old message', () => room.shown().at(-1));
}

function roomOf(discord: FakeDiscord, channel: FakeChannel): Room {
  const shown = () =>
    channel
      .messages()
      .filter((each) => !each.ephemeral && !each.loading)
      .map(shownOf);
  return {
    id: channel.id,
    shown,
    shows: (fits) => discord.until('a message in the room', () => shown().findLast(fits)),
    closes: () => channel.permit(0n),
    vanishes: () => channel.delete(),
  };
}

function shownOf(seen: Seen): Shown {
  const { id, text, quote, code, facts, images, buttons, menus, links, pages } = seen;
  return {
    ...{ id, quote, code, buttons, menus },
    says: [text, quote, facts].filter(Boolean).join('\n'),
    images: images.map(({ sha, alt, spoiler }) => ({ sha, alt, spoiler })),
    links: links.map(({ address }) => address),
    pages: pages.map(({ url }) => url),
  };
}

function personOf(
  discord: FakeDiscord,
  rooms: () => readonly Place[],
  name: string,
  { administers = false, bot = false, locale = 'en-US' }: PersonOptions = {},
): Person {
  const account = {
    ...{ locale, bot: bot !== false },
    ...(administers && { permissions: everything }),
    ...(bot === 'itself' && { id: discord.application }),
  };
  const person: DiscordPerson = discord.user(name, account);
  let last: Asked | undefined;
  let again = () => {};
  const direct = () =>
    discord
      .directOf(person)
      .messages()
      .filter((each) => each.author === undefined && !each.loading);
  const whispers = () =>
    rooms().flatMap((each) =>
      each.messages().filter((seen) => seen.ephemeral && seen.reader === person.id && !seen.loading),
    );
  const find = (what: string, all: () => readonly Seen[], fits: Fits) =>
    discord.until(`${what} for ${name}`, () => all().map(shownOf).findLast(fits));

  /** Those that everybody sees. */
  function messagesIn({ id }: { readonly id: string }): readonly Seen[] {
    const here = rooms().find((each) => each.id === id);
    return here?.messages().filter(({ ephemeral, loading }) => !ephemeral && !loading) ?? [];
  }

  async function act(asked: Asked): Promise<void> {
    last = asked;
    again = asked.deliverAgain;
    await asked.acknowledged();
  }

  return {
    name,
    id: `discord:${person.id}`,
    async asks(line, room) {
      const [, command = '', text = ''] = /^\/(\S+)\s*(.*)$/su.exec(line) ?? [];
      await act(await person.runs(`/${command}`, optionsOf(command, text), room ?? discord.general));
    },
    async pastes(line, room) {
      // Discord's client keeps the name of a command that is pasted into its field.
      await act(await person.runs('/imagine', { prompt: line }, room ?? discord.general));
    },
    presses: async (shown, label) => act(person.presses(shown, label)),
    chooses: async (shown, menu, choice) => act(person.chooses(shown, menu, choice)),
    async reacts(shown, emoji) {
      person.reacts(shown, emojiSigns[emoji] ?? emoji);
      again = () => discord.gateway.repeat('MESSAGE_REACTION_ADD');
    },
    takesBack: async (shown, emoji) => person.takesBack(shown, emojiSigns[emoji] ?? emoji),
    opens: async (shown, entry) => act(person.opens(shown, entry)),
    async looksAt({ id }, room) {
      await act(person.opens({ id: id.replace('discord:', '') }, 'Recent pictures', room));
    },
    async says(text, room) {
      return plainShown(person.says(text, room ?? discord.general), text);
    },
    async mentions(text, answering, room) {
      person.says(`<@${discord.application}> ${text}`, room ?? discord.general, { replyTo: answering });
    },
    async writes(text) {
      person.says(text, discord.directOf(person));
    },
    async posts(bytes, room) {
      const files = [{ name: 'picture.png', type: 'image/png', content: bytes }];
      return plainShown(person.says('look at this', room ?? discord.general, { files }), 'look at this');
    },
    deletes: async (shown) => person.deletes(shown),
    again: async () => again(),
    async form(): Promise<Form> {
      const open = await last?.form();
      if (!open) throw new Error(`${name} has asked for nothing yet`);
      return formOf(open, act);
    },
    whispered: (fits) => find('a whisper', whispers, fits),
    told: (fits) => find('a direct message', direct, fits),
    alone: (fits) => find('something for them alone', () => [...whispers(), ...direct()], fits),
    answered: (fits, room) =>
      find('an answer', () => [...messagesIn(room ?? discord.general), ...whispers(), ...direct()], fits),
    async offered(command, option, typed, room) {
      const choices = await person.types(
        `/${command}`,
        option,
        typed,
        others(command, option),
        room ?? discord.general,
      );
      return choices.map(({ value }) => String(value));
    },
    private: () => [...whispers(), ...direct()].map(shownOf),
  };
}

/** What somebody has said, as far as stories need it. */
function plainShown({ id }: { readonly id: string }, says: string): Shown {
  return {
    ...{ id, says, quote: undefined, code: undefined },
    images: [],
    buttons: [],
    menus: [],
    links: [],
    pages: [],
  };
}

/** The line as Discord's client sends it: typed fields by their names. */
function optionsOf(name: string, text: string): Record<string, unknown> {
  const command = commands.find((each) => each.name === name);
  if (!command) throw new Error(`Discord shows no command /${name}`);
  // What only /edit understands is one field there.
  const positional = command.options.find((option) => option.positional);
  if (name === 'edit' && positional) return text === '' ? {} : { [positional.name]: text };
  const fields = parseText(text, command.options);
  return Object.fromEntries(
    command.options.flatMap((option) => {
      const value = coerce(option, fields[option.key]);
      return value === undefined ? [] : [[option.name, value]];
    }),
  );
}

/** What has to be there before Discord's client lets somebody fill in another option. */
function others(name: string, option: string): Record<string, unknown> {
  const required = commands.find((each) => each.name === name)?.options.filter((each) => each.required) ?? [];
  return Object.fromEntries(required.flatMap((each) => (each.name === option ? [] : [[each.name, 'a fox']])));
}
