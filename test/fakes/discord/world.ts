import { EventEmitter } from 'node:events';
import type { Clock } from '../../../src/core/clock.ts';
import {
  type Author,
  type Channel,
  type Interaction,
  loading,
  type Message,
  Refusal,
  type StoredFile,
} from './model.ts';
import type { Draft } from './rules.ts';

/** Milliseconds to acknowledge in, and that a token then lives (Discord: receiving and responding). */
const acknowledgeWithin = 3000;
const tokenLife = 15 * 60_000;

/** Discord recognises a nonce "in the past few minutes" (Discord: create message); milliseconds. */
const nonceLife = 3 * 60_000;

/** What an app may do in direct messages with it: embed links, attach files, mention everyone, use other emojis. */
const inDirect = (1n << 14n) | (1n << 15n) | (1n << 17n) | (1n << 18n);

const manageServer = 1n << 5n;
const manageMessages = 1n << 13n;

type Asking = Partial<Pick<Interaction, 'type' | 'asker' | 'under' | 'typing'>>;

/** Who posts something; nobody means the bot. And who alone sees it. */
interface Posting {
  readonly author?: Author | undefined;
  readonly reader?: string | undefined;
  /** A post's first message has the id of its thread. */
  readonly id?: string;
}

export type World = ReturnType<typeof createWorld>;

/** Everything that is in this Discord, and waiting for it to change. */
export function createWorld(
  clock: Clock,
  heard: (message: Message) => void = () => undefined,
  gone: (messages: readonly Message[]) => void = () => undefined,
) {
  const changes = new EventEmitter().setMaxListeners(0);
  let ids = 1_400_000_000_000_000_000n;
  const channels = new Map<string, Channel>();
  const interactions = new Map<string, Interaction>();
  const byToken = new Map<string, Interaction>();
  const nonces = new Map<string, { readonly message: Message; readonly at: number }>();

  const nextId = () => {
    ids += 1_000_003n;
    return String(ids);
  };
  /** What the server's roles allow, by their ids: there are moderators and administrators from the beginning. */
  const roles = new Map([manageMessages, manageServer | manageMessages].map((each) => [nextId(), each]));
  const changed = () => void changes.emit('change');

  /** A file gets an id of its own when it arrives; until then it goes by its number. */
  const stored = (file: StoredFile) => (file.id.length > 2 ? file : { ...file, id: nextId() });

  function post(channel: Channel, draft: Draft, who: Posting = {}): Message {
    // A nonce is the author's, whatever the channel.
    const known = draft.nonce ? nonces.get(draft.nonce) : undefined;
    if (known && clock.now() - known.at < nonceLife) return known.message;
    const { flags, components, files: drafted, pings, answers } = draft;
    const files = drafted.map(stored);
    const { author, reader, id = nextId() } = who;
    const message = { id, channel, author, reader, ephemeral: reader !== undefined, answers };
    const rest = { loading: (flags & loading) > 0, edits: 0, deleted: false };
    const whole: Message = { ...message, ...rest, flags, components, files, pings };
    channel.messages.push(whole);
    if (draft.nonce) nonces.set(draft.nonce, { message: whole, at: clock.now() });
    changed();
    heard(whole);
    return whole;
  }

  return {
    clock,
    channels,
    roles,
    /** A role that allows this much, as Discord's bits. */
    roleFor(permissions: bigint): string {
      const [known] = [...roles].find(([, allowed]) => allowed === permissions) ?? [];
      const id = known ?? nextId();
      roles.set(id, permissions);
      return id;
    },
    nextId,
    changed,
    post,
    edit(message: Message, { flags, components, files: drafted, pings }: Draft): Message {
      const files = drafted.map(stored);
      Object.assign(message, { flags, components, files, pings, loading: false, edits: message.edits + 1 });
      changed();
      return message;
    },
    /** Several of one channel at once, where a moderator may do that. */
    remove(...messages: readonly Message[]): void {
      for (const message of messages) message.deleted = true;
      changed();
      gone(messages);
    },
    think(channel: Channel, reader: string | undefined): Message {
      const nothing = { components: [], files: [], pings: [], nonce: undefined };
      return post(channel, { ...nothing, flags: loading }, { reader });
    },
    ask(channel: Channel, { type = 2, asker, under, typing }: Asking = {}): Interaction {
      const id = nextId();
      const token = `aW50ZXJhY3Rpb246${Buffer.from(id).toString('base64url')}.${'x'.repeat(100)}`;
      const blank = { acknowledgement: undefined, message: undefined, modal: undefined, choices: undefined };
      const interaction: Interaction = { id, token, at: clock.now(), channel, type, asker, under, typing, ...blank };
      interactions.set(id, interaction);
      byToken.set(token, interaction);
      return interaction;
    },
    /** The interaction that may still be acknowledged. */
    acknowledgeable(id: string, token: string): Interaction {
      const interaction = interactions.get(id);
      const late = !interaction || clock.now() - interaction.at > acknowledgeWithin;
      if (interaction?.acknowledgement) {
        throw new Refusal(400, 40060, 'Interaction has already been acknowledged.');
      }
      if (late || interaction.token !== token) throw new Refusal(404, 10062, 'Unknown interaction');
      return interaction;
    },
    /** The answer that may still be edited by the interaction's token. */
    original(token: string): Message {
      const interaction = byToken.get(token);
      if (!interaction?.acknowledgement) throw new Refusal(404, 10015, 'Unknown Webhook');
      if (clock.now() - interaction.at > tokenLife) throw new Refusal(401, 50027, 'Invalid Webhook Token');
      if (!interaction.message || interaction.message.deleted) throw new Refusal(404, 10008, 'Unknown Message');
      return interaction.message;
    },
    acknowledge(interaction: Interaction, type: number, message: Message | undefined): void {
      interaction.acknowledgement = { type, after: clock.now() - interaction.at };
      interaction.message = message;
      changed();
    },
    /** Somebody's direct messages with the bot. */
    directOf(person: string): Channel {
      const known = [...channels.values()].find(({ owner }) => owner === person);
      if (known) return known;
      const place = {
        name: '',
        type: 1,
        context: 1,
        guild: undefined,
        parent: undefined,
        nsfw: false,
        hidden: false,
        owner: person,
      };
      const rights = { permissions: inDirect, botIsIn: true, uploadLimit: 10 * 1024 * 1024 };
      const made: Channel = { id: nextId(), ...place, ...rights, messages: [] };
      channels.set(made.id, made);
      return made;
    },
    /** A post in a forum. What holds there holds in it. */
    startPost(
      forum: Channel,
      { title, tags, owner }: { title: string; tags: readonly string[]; owner?: Author },
      draft: Draft,
    ) {
      const made: Channel = {
        ...forum,
        ...{ id: nextId(), type: 11, parent: forum, messages: [], forum: undefined },
        thread: { owner: owner?.id, title, tags, archived: false, locked: false },
        get permissions() {
          return forum.permissions;
        },
        set permissions(permissions) {
          forum.permissions = permissions;
        },
      };
      channels.set(made.id, made);
      const first = post(made, draft, { author: owner, id: made.id });
      return { thread: made, first };
    },
    /** With the threads in it. */
    removeChannel(channel: Channel): void {
      for (const each of [...channels.values()].filter(({ parent }) => parent === channel)) channels.delete(each.id);
      channels.delete(channel.id);
      changed();
    },
    /** Whose direct messages are closed. */
    closed: new Set<string>(),
    /** A message that anybody has sent. */
    find(id: string): Message {
      const found = [...channels.values()].flatMap(({ messages }) => messages).find((message) => message.id === id);
      if (!found || found.deleted) throw new Error('no such message');
      return found;
    },
    message(channel: Channel, id: string): Message {
      const message = channel.messages.find((candidate) => candidate.id === id);
      if (!message || message.deleted || message.ephemeral) throw new Refusal(404, 10008, 'Unknown Message');
      return message;
    },
    /** Waits until `find` finds something; `what` is what it waits for, in words. */
    async until<Found>(what: string, find: () => Found | undefined, patience = 12_000): Promise<Found> {
      const signal = AbortSignal.timeout(patience);
      for (;;) {
        const found = find();
        if (found !== undefined) return found;
        await new Promise<void>((resolve, reject) => {
          const give = () => reject(new Error(`waited in vain for ${what}`));
          signal.addEventListener('abort', give, { once: true });
          changes.once('change', () => {
            signal.removeEventListener('abort', give);
            resolve();
          });
        });
      }
    },
  };
}
