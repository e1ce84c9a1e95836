import type { Channel } from './model.ts';
import { visible } from './person.ts';
import { type Seen, seen } from './seen.ts';
import type { World } from './world.ts';

/** What a bot has that was invited with every permission that Easel asks for: view, send, embed, attach, history, in threads. */
const usualPermissions = [10n, 11n, 14n, 15n, 16n, 34n, 38n].reduce((all, bit) => all | (1n << bit), 0n);

export interface ChannelOptions {
  /** All are in a server, but for `direct`, with the bot, and `elsewhere`, a chat or server without the bot. */
  readonly kind?: keyof typeof shapes;
  readonly name?: string;
  /** Of a forum. */
  readonly tags?: readonly { readonly name: string; readonly moderated?: boolean }[];
  /** Whether every post of a forum must have one. */
  readonly needsTag?: boolean;
  /** Discord's bits; everything Easel asks for by default. */
  readonly permissions?: bigint;
  /** Bytes of one file; 10 MiB by default. */
  readonly uploadLimit?: number;
  /** Whether only some people see it. */
  readonly hidden?: boolean;
  /** For adults alone. */
  readonly nsfw?: boolean;
  /** Whether the bot's own token reaches it; as its kind says by default. */
  readonly botIsIn?: boolean;
  /** Of a thread; the general channel by default. */
  readonly parent?: { readonly id: string };
}

/** Types of channels (Discord: channel types), and the contexts of interactions there. */
const shapes = {
  ...{ text: [0, 0], thread: [11, 0], closed: [12, 0], voice: [2, 0], forum: [15, 0], media: [16, 0] },
  ...{ direct: [1, 1], elsewhere: [0, 0] },
} as const satisfies Readonly<Record<string, readonly [number, number]>>;

/** A post of a forum. */
export interface FakePost extends FakeChannel {
  readonly title: string;
  readonly archived: boolean;
}

export interface FakeChannel {
  readonly id: string;
  /** Messages that are there, in order, also those that only one person sees. */
  messages(): Seen[];
  /** Waits until the newest message is such a one; by default more than "thinking…". */
  lastMessage(where?: (message: Seen) => boolean): Promise<Seen>;
  permit(permissions: bigint): void;
  /** Of a forum. */
  posts(): FakePost[];
  /** Names of a forum's tags, or of a post's. */
  tags(): readonly string[];
  /** A thread, as Discord does after a while; locked as well, as moderators may. */
  archive(locked?: boolean): void;
  /** With everything in it. */
  delete(): void;
}

/** Makes channels in the one server, and shows them from outside. */
export function createChannels(world: World, guild: string) {
  /** The general one. */
  let first: string | undefined;

  function channel({
    kind = 'text',
    permissions = usualPermissions,
    uploadLimit = 10 * 1024 * 1024,
    nsfw = false,
    hidden = false,
    name = 'general',
    tags = [],
    needsTag = false,
    botIsIn = kind !== 'elsewhere',
    parent,
  }: ChannelOptions = {}): FakeChannel {
    const [type, context]: readonly [number, number] = shapes[kind];
    const whole = tags.map((tag) => ({
      id: world.nextId(),
      moderated: false,
      emoji_id: null,
      emoji_name: null,
      ...tag,
    }));
    const isThread = type === 11 || type === 12;
    const began = { owner: '1', title: name, tags: [], archived: false, locked: false };
    const made: Channel = {
      id: world.nextId(),
      name,
      ...((type === 15 || type === 16) && { forum: { tags: whole, needsTag } }),
      ...(isThread && { thread: began }),
      type,
      context,
      guild: kind === 'direct' ? undefined : guild,
      permissions,
      botIsIn,
      uploadLimit,
      nsfw,
      hidden,
      parent: isThread ? world.channels.get(parent?.id ?? first ?? '') : undefined,
      owner: undefined,
      messages: [],
    };
    first ??= made.id;
    world.channels.set(made.id, made);
    return outside(made);
  }

  function outside(made: Channel): FakeChannel {
    const last = () => made.messages.filter(({ deleted }) => !deleted).at(-1);
    return {
      id: made.id,
      messages: () => made.messages.filter(({ deleted }) => !deleted).map(seen),
      lastMessage: (where = ({ loading }) => !loading) =>
        world.until('the last message', () => {
          const message = last();
          return message && visible(message, where);
        }),
      permit(bits) {
        made.permissions = bits;
      },
      posts: () => [...world.channels.values()].filter(({ parent }) => parent === made).map(post),
      tags: () => made.forum?.tags.map(({ name }) => name) ?? [],
      archive: (locked = false) => void Object.assign(made.thread ?? {}, { archived: true, locked }),
      delete: () => world.removeChannel(made),
    };
  }

  function post(made: Channel): FakePost {
    const { thread, parent } = made;
    if (!thread) throw new Error('no thread');
    const names = thread.tags.map((id) => parent?.forum?.tags.find((tag) => tag.id === id)?.name ?? '');
    return { ...outside(made), title: thread.title, archived: thread.archived, tags: () => names };
  }

  return { channel, outside };
}
