import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { createCalls } from './calls.ts';
import { listen } from './listen.ts';
import { leastPicture, type Stage } from './stage.ts';

const frame = z.object({ op: z.int(), d: z.unknown() });
const identity = z.object({ token: z.string() });
const application = '1400000000000000001';

/**
 * As little of Discord as both contenders need. It checks nothing, unlike `test/fakes/discord`: whatever a server spends
 * counts for both and would make their ratio look better.
 */
export async function startDiscord(): Promise<Stage> {
  const calls = createCalls();
  const sessions = new Map<string, WebSocket>();
  const server = createServer((request, response) => void answer(request, response));
  const { url, close } = await listen(server);
  const gateway = new WebSocketServer({ server });
  const requests: string[] = [];
  let ids = 1_400_000_000_000_000_002n;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const { pathname } = new URL(request.url ?? '', url);
    const [, , , kind, , token = '', action] = pathname.split('/');
    const call = calls.find(token);
    const message = { id: String(ids), channel_id: application, content: '', attachments: [], components: [] };
    if (action === 'callback') {
      call?.acknowledge();
      requests.push('callback');
      const interaction = { id: '1', type: 2, response_message_id: message.id };
      return send(response, { interaction, resource: { type: 5, message } });
    }
    if (kind === 'webhooks') {
      requests.push('edit');
      send(response, message);
      // Without a picture it only told that one is being painted.
      return body.length > leastPicture ? call?.show() : undefined;
    }
    if (kind === 'gateway') return send(response, gatewayAnswer(url));
    // What is left is the list of commands.
    return send(response, []);
  }

  gateway.on('connection', (socket) => {
    const tell = (op: number, rest: object = {}) => socket.send(JSON.stringify({ op, ...rest }));
    tell(10, { d: { heartbeat_interval: 41_250 } });
    socket.on('message', (data) => {
      const { op, d } = frame.parse(JSON.parse(String(data)));
      if (op === 1) tell(11);
      if (op !== 2) return;
      sessions.set(identity.parse(d).token, socket);
      tell(0, { s: 1, t: 'READY', d: ready(url) });
    });
  });

  return {
    name: 'Discord',
    takeRequests: () => requests.splice(0),
    environment: (name) => ({ DISCORD_TOKEN: name, DISCORD_API_URL: `${url}/api` }),
    imagine(name, person) {
      const id = String(++ids);
      const token = `token${id}`;
      const event = { op: 0, s: 2, t: 'INTERACTION_CREATE', d: interaction(id, token, person) };
      const frame = JSON.stringify(event);
      const timing = calls.begin(token);
      sessions.get(name)?.send(frame);
      return timing;
    },
    async close() {
      for (const socket of gateway.clients) socket.terminate();
      gateway.close();
      await close();
    },
  };
}

function send(response: ServerResponse, json: object): void {
  response.setHeader('content-type', 'application/json').end(JSON.stringify(json));
}

function gatewayAnswer(url: string): object {
  const limit = { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 };
  return { url: url.replace('http', 'ws'), shards: 1, session_start_limit: limit };
}

function ready(url: string): object {
  const user = { id: application, username: 'Easel', discriminator: '0', avatar: null, bot: true };
  const session = { session_id: 'session', resume_gateway_url: url.replace('http', 'ws') };
  return { v: 10, user, ...session, guilds: [], application: { id: application, flags: 0 } };
}

function interaction(id: string, token: string, person: number): object {
  const user = { id: String(1_500_000_000_000_000_000n + BigInt(person)), username: `person${person}` };
  const options = [{ type: 3, name: 'prompt', value: 'a fox at dawn' }];
  return {
    ...{ id, token, type: 2, version: 1, application_id: application, locale: 'en-US', entitlements: [] },
    data: { id: '1400000000000000009', type: 1, name: 'imagine', options },
    guild_id: '1400000000000000005',
    channel: { id: '1400000000000000006', type: 0 },
    channel_id: '1400000000000000006',
    context: 0,
    member: { user, nick: null, roles: [], permissions: '0' },
    app_permissions: String(1n << 3n),
    attachment_size_limit: 10 * 1024 * 1024,
    authorizing_integration_owners: { 0: '1400000000000000005' },
  };
}
