import type { Message } from './model.ts';
import type { World } from './world.ts';

/** Who reacts, as Discord tells it. */
export interface Reactor {
  readonly id: string;
  /** With `bot`. */
  readonly member: object;
}

/** Unicode's, or a server's own. */
export type Emoji = string | { readonly id: string; readonly name: string };

const keyOf = (emoji: Emoji) => (typeof emoji === 'string' ? emoji : emoji.id);

/** Which intents let a bot hear of reactions: in servers, and in direct messages (Discord: gateway). */
const intents = { guild: 1 << 10, direct: 1 << 13 };

/** Reactions under messages: whoever has reacted cannot do so again before it is taken back. */
export function createReactions(parts: {
  readonly world: World;
  readonly application: string;
  readonly intents: () => number;
  readonly send: (event: string, data: unknown) => void;
}) {
  const { world, application, send } = parts;
  const present = new Set<string>();

  const emojiJson = (emoji: Emoji) => (typeof emoji === 'string' ? { id: null, name: emoji } : emoji);

  function tell(event: string, { id, channel }: Message, more: object): void {
    const heard = parts.intents() & (channel.guild ? intents.guild : intents.direct);
    // A bot hears nothing of where it is not.
    if (!heard || !channel.botIsIn) return;
    send(event, { message_id: id, channel_id: channel.id, ...(channel.guild && { guild_id: channel.guild }), ...more });
  }

  function clear(messageId: string, emoji?: Emoji): void {
    for (const key of present) {
      const [message, , name] = key.split(' ');
      if (message === messageId && (emoji === undefined || name === keyOf(emoji))) present.delete(key);
    }
  }

  return {
    add(messageId: string, who: Reactor, emoji: Emoji): void {
      const message = world.find(messageId);
      if (message.ephemeral) throw new Error('nobody can react to a whisper');
      const key = `${messageId} ${who.id} ${keyOf(emoji)}`;
      if (present.has(key)) throw new Error(`${keyOf(emoji)} is there already`);
      present.add(key);
      tell('MESSAGE_REACTION_ADD', message, {
        ...{ user_id: who.id, type: 0, emoji: emojiJson(emoji), burst: false },
        message_author_id: message.author?.id ?? application,
        ...(message.channel.guild && { member: who.member }),
      });
    },
    remove(messageId: string, who: Reactor, emoji: Emoji): void {
      if (!present.delete(`${messageId} ${who.id} ${keyOf(emoji)}`)) throw new Error(`${keyOf(emoji)} is not there`);
      const reaction = { user_id: who.id, type: 0, emoji: emojiJson(emoji), burst: false };
      tell('MESSAGE_REACTION_REMOVE', world.find(messageId), reaction);
    },
    /** As a moderator may: all of an emoji, or all. Of whom is not told. */
    clear(messageId: string, emoji: Emoji | undefined): void {
      const message = world.find(messageId);
      clear(messageId, emoji);
      if (emoji === undefined) tell('MESSAGE_REACTION_REMOVE_ALL', message, {});
      else tell('MESSAGE_REACTION_REMOVE_EMOJI', message, { emoji: emojiJson(emoji) });
    },
  };
}
