import { z } from 'zod';
import { callbackOf } from './callback.ts';
import { channelJson, channelRoutes } from './channel-routes.ts';
import { checkCommands } from './commands.ts';
import { messageJson } from './json.ts';
import { checkFiles, messageRoutes } from './message-routes.ts';
import { Refusal } from './model.ts';
import type { Body } from './multipart.ts';
import { draftOf } from './rules.ts';
import type { World } from './world.ts';

export interface Answer {
  readonly status: number;
  readonly json?: unknown;
}

export interface Request {
  readonly body: Body;
  readonly query: URLSearchParams;
}

export interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly answer: (found: string[], request: Request) => Answer;
}

export interface Account {
  readonly application: string;
  readonly gatewayUrl: () => string;
  /** Where files of messages are. */
  readonly files: () => string;
  /** Id of the one server. */
  readonly guild: string;
  /** As registered, with what Discord adds. */
  commands: readonly Record<string, unknown>[];
}

const privateChannel = z.strictObject({ recipient_id: z.string() });

/** The part of Discord's HTTP interface that a bot like this one uses. `undefined` for what is not there. */
export function createRoutes(world: World, account: Account) {
  const table: readonly Route[] = [
    { method: 'GET', path: /^\/gateway\/bot$/, answer: gateway },
    { method: 'GET', path: /^\/applications\/\d+\/commands$/, answer: () => ({ status: 200, json: account.commands }) },
    { method: 'PUT', path: /^\/applications\/\d+\/commands$/, answer: register },
    { method: 'POST', path: /^\/interactions\/(\d+)\/([^/]+)\/callback$/, answer: callback },
    { method: 'PATCH', path: /^\/webhooks\/\d+\/([^/]+)\/messages\/@original$/, answer: editOriginal },
    { method: 'DELETE', path: /^\/webhooks\/\d+\/([^/]+)\/messages\/@original$/, answer: deleteOriginal },
    { method: 'POST', path: /^\/users\/@me\/channels$/, answer: openDirect },
    { method: 'GET', path: /^\/guilds\/(\d+)$/, answer: guild },
    { method: 'GET', path: /^\/guilds\/(\d+)\/members\/(\d+)$/, answer: member },
    ...messageRoutes(world, json),
    ...channelRoutes(world, account, json),
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
      hidden: false,
    }));
    world.changed();
    return { status: 200, json: account.commands };
  }

  function json(message: Parameters<typeof messageJson>[0]): object {
    return messageJson(message, { application: account.application, files: account.files() });
  }

  function callback([id = '', token = '']: string[], { body, query }: Request): Answer {
    const interaction = world.acknowledgeable(id, token);
    const { type, message } = callbackOf(interaction, body, world);
    world.acknowledge(interaction, type, message);
    if (query.get('with_response') !== 'true') return { status: 204 };
    const told = { id, type: interaction.type, ...(message && { response_message_id: message.id }) };
    const state = message && {
      response_message_loading: message.loading,
      response_message_ephemeral: message.ephemeral,
    };
    return { status: 200, json: { interaction: { ...told, ...state } } };
  }

  /** Opening direct messages works with everybody; writing there may not. */
  function openDirect(_: string[], { body }: Request): Answer {
    return {
      status: 200,
      json: channelJson(world.directOf(privateChannel.parse(body.json).recipient_id), account.application),
    };
  }

  function editOriginal([token = '']: string[], { body }: Request): Answer {
    const message = world.original(token);
    checkFiles(message.channel, body);
    world.edit(message, draftOf(body, message.channel, message.files, message.flags));
    return { status: 200, json: json(message) };
  }

  function deleteOriginal([token = '']: string[]): Answer {
    world.remove(world.original(token));
    return { status: 204 };
  }

  /** Of what Discord tells about a server, what says who may do what: everybody sees its channels. Its owner is nobody of those here. */
  function guild([id = '']: string[]): Answer {
    if (id !== account.guild) throw new Refusal(403, 50001, 'Missing Access');
    const roles = [[id, 1n << 10n] as const, ...world.roles].map(([role, permissions]) => ({
      ...{ id: role, name: role, permissions: String(permissions) },
    }));
    return { status: 200, json: { id, name: 'server', owner_id: '1', roles } };
  }

  /** The bot itself, whose rights the channels say. */
  function member([id = '', who = '']: string[]): Answer {
    if (id !== account.guild) throw new Refusal(403, 50001, 'Missing Access');
    if (who !== account.application) throw new Refusal(404, 10013, 'Unknown User');
    return { status: 200, json: { user: { id: who, username: 'Easel' }, nick: null, roles: [] } };
  }

  return (method: string, path: string) => {
    for (const route of table) {
      const found = route.method === method ? route.path.exec(path) : null;
      if (found) return (request: Request) => route.answer(found.slice(1), request);
    }
    return undefined;
  };
}
