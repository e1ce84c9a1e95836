import { once } from 'node:events';
import { Client, GatewayIntentBits, Options, Status } from 'discord.js';
import { z } from 'zod';
import type { Log } from '../../core/log.ts';

/** Who the bot is. */
export interface Itself {
  readonly application: string;
  readonly user: string;
}

export interface Gateway extends Itself {
  readonly client: Client;
  connected(): boolean;
}

export interface GatewayEvent {
  readonly type: string;
  /** As Discord sent it. */
  readonly data: unknown;
  /** Whether this session has sent it before, for what has no id to be recognised by. */
  readonly again: boolean;
}

const packet = z.object({ t: z.string(), s: z.int() });

/**
 * Without Guilds nothing is kept per server: 115 KiB each otherwise. None of these is privileged: of messages in servers
 * Discord tells the text only where the bot is named in them (Discord: gateway, message content). Deletions come with
 * messages, and what is taken back or cleared with reactions (Discord: gateway, list of intents).
 */
const intents = [
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.GuildMessageReactions,
  GatewayIntentBits.DirectMessages,
  GatewayIntentBits.DirectMessageReactions,
];

/** What discord.js itself has to see: who it is, and that it is there. */
const ownPackets = ['READY', 'RESUMED'];

/**
 * Connects to Discord with discord.js, which keeps the connection up from then on. `receive` gets every
 * event. Throws an Error with a sentence for the operator when Discord does not let the bot in.
 */
export async function openGateway(parts: {
  readonly token: string;
  readonly apiUrl: string;
  readonly log: Log;
  readonly receive: (event: GatewayEvent, itself: Itself) => void;
}): Promise<Gateway> {
  const { token, apiUrl, log, receive } = parts;
  const client = new Client({
    intents,
    makeCache: Options.cacheWithLimits({ MessageManager: 0, UserManager: { maxSize: 0, keepOverLimit: isItself } }),
    rest: { api: apiUrl },
  });
  client.on(
    'raw',
    takePackets((event) => receive(event, whoIs(client)), log),
  );
  client.on('error', (err) => log.error({ platform: 'discord', err }, 'gateway error'));
  client.on('shardError', (err) => log.warn({ platform: 'discord', err }, 'gateway connection broke'));
  client.on('shardReconnecting', () => log.info({ platform: 'discord' }, 'gateway reconnecting'));
  client.on('shardResume', () => log.info({ platform: 'discord' }, 'gateway resumed'));
  const giving = new AbortController();
  const ready = once(client, 'clientReady', { signal: giving.signal });
  ready.catch(() => undefined);
  try {
    await client.login(token);
    await ready;
  } catch (error) {
    giving.abort();
    throw loginError(error, apiUrl);
  }
  client.on('shardDisconnect', ({ code }) => {
    log.error({ platform: 'discord', code }, 'Discord closed the connection for good: is DISCORD_TOKEN still valid?');
  });
  if (!client.application || !client.user) throw new Error('Discord did not say which application this is.');
  const { shards } = client.ws;
  const connected = () => shards.size > 0 && shards.every(({ status }) => status === Status.Ready);
  return { application: client.application.id, user: client.user.id, client, connected };
}

/** Known as soon as there are events other than READY. */
function whoIs({ application, user }: Client): Itself {
  return { application: application?.id ?? '', user: user?.id ?? '' };
}

function isItself({ id, client }: { id: string; client: Client }): boolean {
  return id === client.user?.id;
}

/**
 * Takes each event before discord.js looks into it, so that it builds and caches nothing, and an event that it cannot
 * read does not end the process as an unhandled rejection.
 */
export function takePackets(receive: (event: GatewayEvent) => void, log: Log): (event: object) => void {
  let newest = 0;
  return (event) => {
    const { data: known } = packet.safeParse(event);
    if (!known) return;
    // Discord numbers the packets of each session, and after a broken connection sends again what it thinks was missed.
    const again = known.t !== 'READY' && known.s <= newest;
    newest = again ? newest : known.s;
    if (ownPackets.includes(known.t)) return;
    const data = 'd' in event ? event.d : undefined;
    Object.assign(event, { t: 'TAKEN', d: {} });
    try {
      receive({ type: known.t, data, again });
    } catch (err) {
      log.error({ platform: 'discord', event: known.t, err }, 'an event could not be handled');
    }
  };
}

/** Never the raw error: what an operator can do about it. */
function loginError(error: unknown, apiUrl: string): Error {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const message = error instanceof Error ? error.message : '';
  if (code === 'TokenInvalid' || message === 'Authentication failed') {
    return new Error(
      'Discord does not accept DISCORD_TOKEN. Copy the bot’s token again: https://discord.com/developers/applications, Bot, Reset Token.',
    );
  }
  if (message.startsWith('Not enough sessions')) {
    return new Error('Discord allows no more logins today: the bot was started too often. Try again later.');
  }
  return new Error(`Discord cannot be reached at ${new URL(apiUrl).origin}. Check DISCORD_API_URL and the network.`, {
    cause: error,
  });
}
