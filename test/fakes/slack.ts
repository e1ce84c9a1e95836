import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Clock, systemClock } from '../../src/core/clock.ts';
import { createFaults } from './slack/faults.ts';
import type { FileHabits } from './slack/files.ts';
import { createHooks } from './slack/hooks.ts';
import { addressOf, closeServer, hashOf, listen } from './slack/http.ts';
import { type Account, type ChannelRecord, createWorkspace, type FakeMessage } from './slack/model.ts';
import { channelRecord, createUser, type PeopleParts } from './slack/people.ts';
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
    else if (part === 'respond') await hooks.respond(decodeURIComponent(name), request, response);
    else response.writeHead(404).end();
  }

  const http = createRequests(
    () => requestUrl ?? '',
    tokens.signingSecret,
    () => Date.now(),
  );
  const people: PeopleParts = {
    workspace,
    deliver: (...delivery) => (requestUrl ? http.deliver(...delivery) : sockets.send(...delivery)),
    isTold: (event) => (events?.includes(event) ?? true) && (granted?.includes(scopeOfEvent[event] ?? '') ?? true),
    responseUrl: (trigger) => `http://${address}/respond/${encodeURIComponent(trigger)}`,
  };

  return {
    ...tokens,
    apiUrl: `http://${address}/api/`,
    /** How files fare; may be changed at any time. */
    files,
    plan: faults.plan,
    sockets,
    http,
    until: workspace.until,
    /** Every request that Slack got, in order. */
    requests: workspace.requests,
    /** The recorded requests of one method. */
    calls: (method: string) => workspace.requests.filter((request) => request.method === method),
    /** Delivers a payload as it is; resolves with what it is acknowledged with. */
    send: people.deliver,
    user: (name: string, account: Account = {}) => createUser(name, account, people),
    channel(name: string, changes: Partial<ChannelRecord> = {}): FakeChannel {
      const record = channelRecord(workspace, name, changes);
      const messages = () => workspace.messages.filter((each) => each.channel === record.id && !each.deleted);
      return {
        id: record.id,
        record,
        messages,
        message: (fits = () => true) => workspace.until(`a message in ${name}`, () => messages().find(fits)),
      };
    },
    /** The pictures that people see in a message. `sha` is the SHA-256 of the delivered bytes. */
    images: (message: FakeMessage) =>
      message.blocks.flatMap((block) => {
        const file = block.type === 'image' ? workspace.files.get(block.slack_file.id) : undefined;
        if (block.type !== 'image' || !file) return [];
        return [
          { sha: hashOf(file.bytes ?? Buffer.alloc(0)), bytes: file.length, alt: block.alt_text, name: file.name },
        ];
      }),
    /** Takes a message away, as its author or an administrator can. */
    remove(message: FakeMessage): void {
      message.deleted = true;
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
