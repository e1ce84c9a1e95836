import { z } from 'zod';
import { checkCommands } from './commands.ts';
import { type Channel, ephemeral, type Message, Refusal } from './model.ts';
import type { Body } from './multipart.ts';
import { draftOf, invalid } from './rules.ts';
import { messageJson, type World } from './world.ts';

export interface Answer {
  readonly status: number;
  readonly json?: unknown;
}

interface Request {
  readonly body: Body;
  readonly query: URLSearchParams;
}

export interface Account {
  readonly application: string;
  readonly gatewayUrl: () => string;
  /** As registered, with what Discord adds. */
  commands: readonly Record<string, unknown>[];
}

const bits = { administrator: 1n << 3n, view: 1n << 10n, send: 1n << 11n, attach: 1n << 15n, inThreads: 1n << 38n };

const callbackBody = z.object({ type: z.int(), data: z.unknown().optional() });

/** The part of Discord's HTTP interface that a bot like this one uses. `undefined` for what is not there. */
export function createRoutes(world: World, account: Account) {
  const table: readonly {
    readonly method: string;
    readonly path: RegExp;
    readonly answer: (found: string[], request: Request) => Answer;
  }[] = [
    { method: 'GET', path: /^\/gateway\/bot$/, answer: gateway },
    { method: 'GET', path: /^\/applications\/\d+\/commands$/, answer: () => ({ status: 200, json: account.commands }) },
    { method: 'PUT', path: /^\/applications\/\d+\/commands$/, answer: register },
    { method: 'POST', path: /^\/interactions\/(\d+)\/([^/]+)\/callback$/, answer: callback },
    { method: 'PATCH', path: /^\/webhooks\/\d+\/([^/]+)\/messages\/@original$/, answer: editOriginal },
    { method: 'POST', path: /^\/channels\/(\d+)\/messages$/, answer: postMessage },
    { method: 'PATCH', path: /^\/channels\/(\d+)\/messages\/(\d+)$/, answer: editMessage },
  ];

  function gateway(): Answer {
    const limit = { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 };
    return { status: 200, json: { url: account.gatewayUrl(), shards: 1, session_start_limit: limit } };
  }

  function register(_: string[], { body }: Request): Answer {
    account.commands = checkCommands(body.json).map((command) => ({
      ...command,
      id: world.nextId(),
      application_id: account.application,
      version: world.nextId(),
      default_member_permissions: null,
      nsfw: false,
    }));
    world.changed();
    return { status: 200, json: account.commands };
  }

  function callback([id = '', token = '']: string[], { body, query }: Request): Answer {
    const { data: json, type } = callbackBody.parse(body.json);
    const interaction = world.acknowledgeable(id, token);
    const { flags = 0 } = z.object({ flags: z.int().optional() }).parse(json ?? {});
    const whisper = Boolean(flags & ephemeral);
    const message = answered();
    world.acknowledge(interaction, type, message);
    if (query.get('with_response') !== 'true') return { status: 204 };
    const told = { id, type: interaction.under ? 3 : 2, response_message_id: message.id };
    const state = { response_message_loading: message.loading, response_message_ephemeral: message.ephemeral };
    return { status: 200, json: { interaction: { ...told, ...state } } };

    function answered(): Message {
      if (type === 6 && interaction.under) return interaction.under;
      if (type === 4)
        return world.post(interaction.channel, draftOf({ ...body, json }, interaction.channel, []), whisper);
      if (type !== 5) throw invalid('type', 'neither 4 nor 5, nor 6 for a component');
      if (flags & ~ephemeral) throw invalid('data.flags', 'only EPHEMERAL is allowed with type 5');
      return world.think(interaction.channel, whisper);
    }
  }

  function editOriginal([token = '']: string[], { body }: Request): Answer {
    const message = world.original(token);
    checkFiles(message.channel, body);
    world.edit(message, draftOf(body, message.channel, message.files, message.flags));
    return { status: 200, json: messageJson(message, account.application) };
  }

  function postMessage([id = '']: string[], { body }: Request): Answer {
    const channel = reach(id);
    const needed = channel.type === 11 ? bits.inThreads : bits.send;
    if (channel.context === 0 && !allows(channel, needed)) throw new Refusal(403, 50013, 'Missing Permissions');
    checkFiles(channel, body);
    const message = world.post(channel, draftOf(body, channel, []));
    return { status: 200, json: messageJson(message, account.application) };
  }

  function editMessage([id = '', messageId = '']: string[], { body }: Request): Answer {
    const channel = reach(id);
    const message = world.message(channel, messageId);
    if (message.author) throw new Refusal(403, 50005, 'Cannot edit a message authored by another user');
    checkFiles(channel, body);
    world.edit(message, draftOf(body, channel, message.files, message.flags));
    return { status: 200, json: messageJson(message, account.application) };
  }

  /** The channel, if the bot itself can see it. */
  function reach(id: string): Channel {
    const channel = world.channels.get(id);
    if (!channel) throw new Refusal(404, 10003, 'Unknown Channel');
    const visible = channel.botIsIn && (channel.context !== 0 || allows(channel, bits.view));
    if (!visible) throw new Refusal(403, 50001, 'Missing Access');
    return channel;
  }

  return (method: string, path: string) => {
    for (const route of table) {
      const found = route.method === method ? route.path.exec(path) : null;
      if (found) return (request: Request) => route.answer(found.slice(1), request);
    }
    return undefined;
  };
}

/** By what the app may do now, not when it was called. */
function checkFiles(channel: Channel, { uploads }: Body): void {
  if (uploads.size > 0 && !allows(channel, bits.attach)) throw new Refusal(403, 50013, 'Missing Permissions');
}

function allows({ permissions }: Channel, bit: bigint): boolean {
  return Boolean(permissions & (bit | bits.administrator));
}
