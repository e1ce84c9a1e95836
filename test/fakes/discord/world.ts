import { EventEmitter } from 'node:events';
import type { Clock } from '../../../src/core/clock.ts';
import { type Channel, type Interaction, loading, type Message, Refusal, v2 } from './model.ts';
import type { Draft } from './rules.ts';

/** Milliseconds to acknowledge in, and that a token then lives (Discord: receiving and responding). */
const acknowledgeWithin = 3000;
const tokenLife = 15 * 60_000;

/** Discord recognises a nonce "in the past few minutes" (Discord: create message); milliseconds. */
const nonceLife = 3 * 60_000;

export type World = ReturnType<typeof createWorld>;

/** Everything that is in this Discord, and waiting for it to change. */
export function createWorld(clock: Clock) {
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
  const changed = () => void changes.emit('change');

  function post(channel: Channel, draft: Draft, ephemeral = false, author?: string): Message {
    const known = draft.nonce ? nonces.get(`${channel.id} ${draft.nonce}`) : undefined;
    if (known && clock.now() - known.at < nonceLife) return known.message;
    const { flags, components, files, pings } = draft;
    const message = { id: nextId(), channel, author, ephemeral, loading: false, edits: 0, deleted: false };
    const whole: Message = { ...message, flags, components, files, pings };
    channel.messages.push(whole);
    if (draft.nonce) nonces.set(`${channel.id} ${draft.nonce}`, { message: whole, at: clock.now() });
    changed();
    return whole;
  }

  return {
    clock,
    channels,
    nextId,
    changed,
    post,
    edit(message: Message, { flags, components, files, pings }: Draft): Message {
      Object.assign(message, { flags, components, files, pings, loading: false, edits: message.edits + 1 });
      changed();
      return message;
    },
    think(channel: Channel, ephemeral: boolean): Message {
      const nothing = { components: [], files: [], pings: [], nonce: undefined };
      const message = post(channel, { ...nothing, flags: loading }, ephemeral);
      message.loading = true;
      return message;
    },
    ask(channel: Channel, under?: Message): Interaction {
      const id = nextId();
      const token = `aW50ZXJhY3Rpb246${Buffer.from(id).toString('base64url')}.${'x'.repeat(100)}`;
      const blank = { acknowledgement: undefined, message: undefined };
      const interaction: Interaction = { id, token, at: clock.now(), channel, under, ...blank };
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
    acknowledge(interaction: Interaction, type: number, message: Message): void {
      interaction.acknowledgement = { type, after: clock.now() - interaction.at };
      interaction.message = message;
      changed();
    },
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

/** As Discord would answer with it; what no client reads is left out. */
export function messageJson(message: Message, application: string): object {
  return {
    id: message.id,
    type: 0,
    channel_id: message.channel.id,
    author: { id: application, username: 'Easel', discriminator: '0', avatar: null, global_name: null, bot: true },
    content: '',
    timestamp: new Date().toISOString(),
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    embeds: [],
    pinned: false,
    flags: message.flags & (v2 | loading),
    components: message.components,
    attachments: message.files.map(({ id, filename, bytes, description }) => ({
      id,
      filename,
      size: bytes,
      description,
      url: `https://cdn.discordapp.com/attachments/${message.channel.id}/${id}/${filename}`,
    })),
  };
}
