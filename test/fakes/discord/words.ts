import { createHash } from 'node:crypto';
import { messageJson, type Origin } from './json.ts';
import type { Author, Channel, Message, StoredFile } from './model.ts';
import type { World } from './world.ts';

/** Which intents let a bot hear what is written: in servers, and in direct messages (Discord: gateway). */
const intents = { guild: 1 << 9, direct: 1 << 12 };

const view = 1n << 10n;

export interface SaidFile {
  readonly name: string;
  readonly type: string;
  readonly content: Uint8Array;
}

export interface SaidMore {
  /** The message that it answers. */
  readonly replyTo?: { readonly id: string } | undefined;
  /** Whether that notifies its author, as it does unless people turn it off. */
  readonly ping?: boolean;
  readonly files?: readonly SaidFile[];
}

/** What people and bots write, and what of it a bot hears. */
export function createWords(parts: {
  readonly origin: () => Origin;
  readonly intents: () => number;
  readonly tell: (event: string, data: unknown) => void;
}) {
  /** Discord keeps back what somebody says in a server, unless it is to the bot or its own (Discord: message content intent). */
  function jsonFor(message: Message, mentions: readonly string[]): object {
    const { application } = parts.origin();
    const isOpen = message.channel.guild === undefined || !message.author || mentions.includes(application);
    const nothing = { content: '', attachments: [], components: [], embeds: [] };
    return { ...messageJson(message, parts.origin()), ...(!isOpen && nothing) };
  }

  function isHeard({ guild, botIsIn, permissions }: Channel): boolean {
    const wanted = parts.intents() & (guild ? intents.guild : intents.direct);
    const seen = botIsIn && (guild === undefined || permissions & (view | (1n << 3n)));
    return Boolean(wanted && seen);
  }

  /** Sends MESSAGE_CREATE, where the bot hears it. */
  function tell(message: Message, mentions: readonly string[], member?: object): void {
    const { channel } = message;
    if (!isHeard(channel) || message.ephemeral) return;
    const answered = channel.messages.find(({ id }) => id === message.answers);
    parts.tell('MESSAGE_CREATE', {
      ...jsonFor(message, mentions),
      mentions: mentions.map((id) => ({ id, username: id })),
      ...(channel.guild && { guild_id: channel.guild, ...(member && { member }) }),
      ...(message.answers && {
        message_reference: { type: 0, message_id: message.answers, channel_id: channel.id },
        referenced_message: answered && !answered.deleted ? jsonFor(answered, []) : null,
      }),
    });
  }

  /** Sends MESSAGE_DELETE, or MESSAGE_DELETE_BULK for several at once. By whom is not told. */
  function gone(messages: readonly Message[]): void {
    const [first] = messages;
    const ids = messages.filter(({ ephemeral }) => !ephemeral).map(({ id }) => id);
    if (!first || ids.length === 0 || !isHeard(first.channel)) return;
    const { id: channel_id, guild } = first.channel;
    const where = { channel_id, ...(guild && { guild_id: guild }) };
    if (ids.length > 1) parts.tell('MESSAGE_DELETE_BULK', { ids, ...where });
    else parts.tell('MESSAGE_DELETE', { id: ids[0], ...where });
  }

  return {
    gone,
    /** Of the bot's own messages. */
    own(message: Message): void {
      if (!message.author) tell(message, []);
    },
    say(
      world: World,
      channel: Channel,
      who: { author: Author; member: object },
      text: string,
      more: SaidMore,
    ): Message {
      const { replyTo, ping = true, files = [] } = more;
      const stored = files.map(({ name, ...file }): StoredFile => {
        const sha = createHash('sha256').update(file.content).digest('hex');
        const rest = { sha, bytes: file.content.length, description: '', spoiler: false };
        return { id: world.nextId(), filename: name, ...rest, ...file };
      });
      const draft = { flags: 0, components: [{ type: 10, content: text }], files: stored, pings: [], nonce: undefined };
      const message = world.post(channel, { ...draft, answers: replyTo?.id }, { author: who.author });
      const named = [...text.matchAll(/<@!?(\d+)>/g)].flatMap(([, id]) => id ?? []);
      const answered = replyTo && channel.messages.find(({ id }) => id === replyTo.id);
      if (replyTo && !answered) throw new Error('no such message here');
      const author = answered && (answered.author?.id ?? parts.origin().application);
      tell(message, [...new Set([...named, ...(author && ping ? [author] : [])])], who.member);
      return message;
    },
  };
}
