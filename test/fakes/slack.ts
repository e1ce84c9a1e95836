import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Clock, systemClock } from '../../src/core/clock.ts';
import { picturesIn } from './slack/blocks.ts';
import { channelRecord, directOf } from './slack/channels.ts';
import { createFaults } from './slack/faults.ts';
import type { FileHabits } from './slack/files.ts';
import type { GestureParts } from './slack/gestures.ts';
import { createHooks } from './slack/hooks.ts';
import { addressOf, closeServer, hashOf, listen } from './slack/http.ts';
import { ownDomains } from './slack/links.ts';
import {
  type Account,
  type ChannelRecord,
  createWorkspace,
  type FakeFile,
  type FakeMessage,
  type FakeShortcut,
  type Workspace,
} from './slack/model.ts';
import { createUser } from './slack/people.ts';
import { createRequests, createSockets } from './slack/transport.ts';
import { createWebApi, scopeOfEvent } from './slack/web-api.ts';

export interface FakeSlackSettings {
  /** Slack's time: limits, triggers, scans. */
  readonly clock?: Clock;
  /** Scopes of the bot token; all when left out. */
  readonly scopes?: readonly string[];
  /** What the app is subscribed to; all when left out. */
  readonly events?: readonly string[];
  /** Off for measurements that ask for more than Slack allows. */
  readonly limited?: boolean;
}

export interface FakeChannel {
  readonly id: string;
  readonly record: ChannelRecord;
  /** Everything that was posted there and not deleted, in order. */
  messages(): readonly FakeMessage[];
  /** Waits for a message that fits. */
  message(fits?: (message: FakeMessage) => boolean): Promise<FakeMessage>;
}

export type FakeSlack = Awaited<ReturnType<typeof startFakeSlack>>;

/**
 * Slack on loopback: Web API, Socket Mode and HTTP delivery, with its limits. Reads like a chat:
 * `await ada.types(channel, '/imagine a fox')`, then `await channel.message((message) => slack.images(message).length > 0)`.
 */
export async function startFakeSlack(settings: FakeSlackSettings = {}) {
  const { clock = systemClock, scopes, events, limited = true } = settings;
  const tokens = { botToken: 'xoxb-1-fake', appToken: 'xapp-1-fake', signingSecret: 'fake-signing-secret' };
  const workspace = createWorkspace(clock);
  const faults = createFaults();
  const files: FileHabits = {
    scanDelay: 0,
    shareDelay: 0,
    silentShareDrops: 0,
    refusesBlocks: false,
    keepsBytes: true,
  };
  let requestUrl: string | undefined;
  let granted = scopes;

  const server = await listen((request, response) => void route(request, response));
  const address = addressOf(server);
  const sockets = createSockets(server, workspace.next, workspace.changed);
  const hooks = createHooks(workspace, faults, files);
  const callApi = createWebApi({
    workspace,
    faults,
    files,
    ...tokens,
    scopes: () => granted,
    limited,
    uploadUrl: (id) => `http://${address}/upload/${id}`,
    socketUrl: () => `ws://${address}${sockets.ticket()}`,
  });

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, part, name = ''] = new URL(request.url ?? '/', 'http://localhost').pathname.split('/');
    if (part === 'api') await callApi(name, request, response);
    else if (part === 'upload') await hooks.upload(name, request, response);
    else if (part === 'files-pri') hooks.download(name, request, response, tokens.botToken, granted);
    else if (part === 'respond') await hooks.respond(decodeURIComponent(name), request, response);
    else response.writeHead(404).end();
  }

  const http = createRequests(
    () => requestUrl ?? '',
    tokens.signingSecret,
    () => Date.now(),
  );
  const people: GestureParts = {
    workspace,
    deliver: (...delivery) => (requestUrl ? http.deliver(...delivery) : sockets.send(...delivery)),
    isTold: (event) => {
      const scope = scopeOfEvent[event];
      return (events?.includes(event) ?? true) && (scope === undefined || (granted?.includes(scope) ?? true));
    },
    fileUrl: (id) => `http://${address}/files-pri/${id}`,
    responseUrl: (trigger) => `http://${address}/respond/${encodeURIComponent(trigger)}`,
  };

  return {
    ...tokens,
    apiUrl: `http://${address}/api/`,
    /** The bot's own user. */
    bot: workspace.bot.user,
    /** How files fare; may be changed at any time. */
    files,
    /** Where Slack knows cards; may be changed at any time. */
    cards: workspace.cards,
    plan: faults.plan,
    forget: faults.forget,
    sockets,
    http,
    until: workspace.until,
    /** Every request that Slack got, in order. */
    requests: workspace.requests,
    /** The recorded requests of one method. */
    calls: (method: string) => workspace.requests.filter((request) => request.method === method),
    /** Delivers a payload as it is; resolves with what it is acknowledged with. */
    send: people.deliver,
    /** `id`: of an account that is there already, such as the bot's own. */
    user: (name: string, account: Account & { id?: string } = {}) => createUser(name, account, people),
    channel: (name: string, changes: Partial<ChannelRecord> = {}) =>
      channelOf(channelRecord(workspace, name, changes), workspace),
    /** Somebody's direct messages with the bot. */
    direct: (user: { readonly id: string }) => channelOf(directOf(workspace, user.id), workspace),
    /** A picture that somebody has uploaded, for `says`. */
    file(name: string, bytes: Uint8Array): FakeFile {
      const file: FakeFile = {
        ...{ id: `F${workspace.next()}`, name, title: name, length: bytes.length, bytes: Buffer.from(bytes) },
        ...{ state: 'completed', scannedAt: 0, showable: true, sharedAt: new Map() },
      };
      workspace.files.set(file.id, file);
      return file;
    },
    /** Gives the app the shortcuts of its manifest, and its domains: throws for those that Slack would not take. */
    install(shortcuts: readonly FakeShortcut[], domains: readonly string[] = []): void {
      workspace.shortcuts = shortcuts;
      ownDomains(workspace, domains);
    },
    /** What is shown under the links of whatever somebody wrote, in their order. */
    previews: () => workspace.shared.map(({ shown }) => shown),
    /** The pictures that people see in a message. `sha` is the SHA-256 of the delivered bytes. */
    images: (message: FakeMessage) =>
      message.blocks.flatMap(picturesIn).flatMap(({ slack_file, alt_text: alt }) => {
        const file = workspace.files.get(slack_file.id);
        return file ? [{ sha: hashOf(file.bytes ?? Buffer.alloc(0)), bytes: file.length, alt, name: file.name }] : [];
      }),
    /** The file with this SHA-256 that was uploaded. */
    bytesOf(sha: string): Uint8Array {
      const all = [...workspace.files.values()].flatMap(({ bytes }) => bytes ?? []);
      const found = all.find((bytes) => hashOf(bytes) === sha);
      if (!found) throw new Error('no such file');
      return found;
    },
    /** The names of the bot's files that were uploaded and not deleted. */
    kept: () => [...workspace.files.values()].flatMap(({ state, name }) => (state === 'completed' ? [name] : [])),
    /** Takes a message away, as its author or an administrator can. */
    remove(message: FakeMessage): void {
      message.deleted = true;
    },
    /** Takes a file away, as an administrator can. */
    discard(id: string): void {
      const file = workspace.files.get(id);
      if (file) file.state = 'deleted';
    },
    /** Changes what the bot token may do. */
    grant(changed: readonly string[]): void {
      granted = changed;
    },
    /** Sends calls by HTTP to this address from now on. */
    sendTo(url: string): void {
      requestUrl = url;
    },
    async close(): Promise<void> {
      sockets.close();
      await closeServer(server);
    },
  };
}

function channelOf(record: ChannelRecord, workspace: Workspace): FakeChannel {
  const messages = () => workspace.messages.filter((each) => each.channel === record.id && !each.deleted);
  return {
    id: record.id,
    record,
    messages,
    message: (fits = () => true) => workspace.until(`a message in ${record.name}`, () => messages().find(fits)),
  };
}
