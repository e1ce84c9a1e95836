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

  function tell(event: string, message: Message, { id, member }: Reactor, emoji: Emoji, adds: boolean): void {
    const { channel } = message;
    const author = message.author?.id ?? application;
    const heard = parts.intents() & (channel.guild ? intents.guild : intents.direct);
    // A bot hears nothing of where it is not.
    if (!heard || !channel.botIsIn) return;
    send(event, {
      user_id: id,
      type: 0,
      message_id: message.id,
      emoji: typeof emoji === 'string' ? { id: null, name: emoji } : emoji,
      channel_id: channel.id,
      burst: false,
      ...(adds && { message_author_id: author }),
      ...(channel.guild && { guild_id: channel.guild, ...(adds && { member }) }),
    });
  }

  return {
    add(messageId: string, who: Reactor, emoji: Emoji): void {
      const message = world.find(messageId);
      if (message.ephemeral) throw new Error('nobody can react to a whisper');
      const key = `${messageId} ${who.id} ${keyOf(emoji)}`;
      if (present.has(key)) throw new Error(`${keyOf(emoji)} is there already`);
      present.add(key);
      tell('MESSAGE_REACTION_ADD', message, who, emoji, true);
    },
    remove(messageId: string, who: Reactor, emoji: Emoji): void {
      if (!present.delete(`${messageId} ${who.id} ${keyOf(emoji)}`)) throw new Error(`${keyOf(emoji)} is not there`);
      tell('MESSAGE_REACTION_REMOVE', world.find(messageId), who, emoji, false);
    },
  };
}
