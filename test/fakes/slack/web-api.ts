import type { IncomingMessage, ServerResponse } from 'node:http';
import { channelMethods } from './channel-methods.ts';
import { chatMethods } from './chat.ts';
import type { Faults } from './faults.ts';
import { type FileHabits, fileMethods } from './files.ts';
import { readBody, sendJson } from './http.ts';
import { createLimits } from './limits.ts';
import type { Answer, Method } from './methods.ts';
import type { RecordedRequest, Workspace } from './model.ts';
import { userInfo } from './users.ts';
import { viewMethods } from './views.ts';

export interface WebApiParts {
  readonly workspace: Workspace;
  readonly faults: Faults;
  readonly files: FileHabits;
  readonly botToken: string;
  readonly appToken: string;
  /** Scopes that the bot token has; undefined: all. */
  readonly scopes: () => readonly string[] | undefined;
  /** Whether Slack's rate limits are kept up. */
  readonly limited: boolean;
  readonly uploadUrl: (id: string) => string;
  /** Answers apps.connections.open. */
  readonly socketUrl: () => string;
}

/** Reading a channel takes the scope of its kind. */
const historyScopes = { public: 'channels:history', private: 'groups:history', direct: 'im:history' };

/** And knowing of it. */
const infoScopes = { public: 'channels:read', private: 'groups:read', direct: 'im:read' };

const scopesByKind: Readonly<Record<string, typeof historyScopes | typeof infoScopes>> = {
  'conversations.history': historyScopes,
  'conversations.replies': historyScopes,
  'conversations.info': infoScopes,
};

/** The bot scope that each other method needs (docs.slack.dev, methods). */
const scopeOf: Readonly<Record<string, string>> = {
  'chat.delete': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'chat.postMessage': 'chat:write',
  'chat.unfurl': 'links:write',
  'chat.update': 'chat:write',
  'conversations.join': 'channels:join',
  'files.getUploadURLExternal': 'files:write',
  'files.completeUploadExternal': 'files:write',
  'files.delete': 'files:write',
  'files.info': 'files:read',
  'files.list': 'files:read',
  'users.info': 'users:read',
};

/** The bot scope that a method needs in a kind of channel. */
export function scopeFor(method: string, kind: 'public' | 'private' | 'direct'): string | undefined {
  return scopesByKind[method]?.[kind] ?? scopeOf[method];
}

/** The bot scope that each event needs (docs.slack.dev, events); app_home_opened needs none. */
export const scopeOfEvent: Readonly<Record<string, string>> = {
  app_mention: 'app_mentions:read',
  link_shared: 'links:read',
  'message.im': 'im:history',
  reaction_added: 'reactions:read',
  reaction_removed: 'reactions:read',
};

/** `POST /api/:method` as Bolt's WebClient speaks it: form-encoded, nested values as JSON, answers with HTTP 200 or 429. */
export function createWebApi(parts: WebApiParts) {
  const { workspace, faults } = parts;
  const methods: Readonly<Record<string, Method>> = {
    ...chatMethods,
    ...channelMethods,
    ...fileMethods(parts.files, parts.uploadUrl),
    ...viewMethods,
    'users.info': userInfo,
  };
  const wait = createLimits(() => workspace.clock.now());

  function answer(method: string, args: RecordedRequest['args'], token: string): Answer {
    if (method === 'apps.connections.open') {
      return token === parts.appToken ? { ok: true, url: parts.socketUrl() } : { ok: false, error: 'invalid_auth' };
    }
    if (token !== parts.botToken) return { ok: false, error: token ? 'invalid_auth' : 'not_authed' };
    const kind = workspace.channels.get(String(args['channel']))?.kind ?? 'public';
    const scope = scopeFor(method, kind);
    const provided = parts.scopes();
    if (scope && provided && !provided.includes(scope)) {
      return { ok: false, error: 'missing_scope', needed: scope, provided: provided.join(',') };
    }
    return methods[method]?.(workspace, args) ?? { ok: false, error: 'unknown_method' };
  }

  return async (method: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const args = readArguments((await readBody(request)).toString());
    const record: RecordedRequest = { method, args, at: workspace.clock.now(), answer: '' };
    workspace.requests.push(record);
    workspace.changed();
    const tell = (words: string, send: () => void) => {
      record.answer = words;
      send();
      workspace.changed();
    };
    const fault = faults.take(method);
    if (fault?.kind === 'slow') await fault.until;
    const seconds =
      fault?.kind === 'rate_limited' ? fault.seconds : parts.limited ? wait(method, String(args['channel'])) : 0;
    if (seconds > 0) {
      const body = { ok: false, error: 'ratelimited' };
      return tell('429', () => sendJson(response, 429, body, { 'retry-after': String(seconds) }));
    }
    if (fault?.kind === 'error')
      return tell(fault.error, () => sendJson(response, 200, { ok: false, error: fault.error }));
    const broken = fault?.kind === 'drop' || fault?.kind === 'status' ? fault : undefined;
    const result = broken && !broken.done ? undefined : answer(method, args, tokenOf(request));
    if (broken?.kind === 'drop') return tell('dropped', () => response.destroy());
    if (broken?.kind === 'status')
      return tell(String(broken.status), () => response.writeHead(broken.status).end('<html>'));
    tell(result?.ok ? 'ok' : String(result?.error), () => sendJson(response, 200, result));
  };
}

function tokenOf(request: IncomingMessage): string {
  return request.headers.authorization?.replace(/^Bearer /, '') ?? '';
}

/** Nested values come as JSON. */
function readArguments(body: string): Record<string, unknown> {
  return Object.fromEntries(
    [...new URLSearchParams(body)].map(([name, value]) => [
      name,
      /^[[{]/.test(value) && nested.has(name) ? JSON.parse(value) : value,
    ]),
  );
}

const nested = new Set(['blocks', 'metadata', 'view', 'files', 'unfurls']);
