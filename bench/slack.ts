import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { createCalls } from './calls.ts';
import { listen } from './listen.ts';
import { leastPicture, type Stage } from './stage.ts';

const acknowledgement = z.object({ envelope_id: z.string() });

/** As little of Slack as both contenders need, and for the reason given in `discord.ts` without any checks. */
export async function startSlack(): Promise<Stage> {
  const calls = createCalls();
  const sockets = new Map<string, WebSocket>();
  const server = createServer((request, response) => void answer(request, response));
  const { url, close } = await listen(server);
  const line = new WebSocketServer({ server });
  const requests: string[] = [];
  /** Bytes of each file. */
  const uploads = new Map<string, number>();
  let last = 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const [, folder, name = ''] = (request.url ?? '').split('/');
    requests.push(folder === 'upload' ? 'upload' : name);
    if (folder === 'upload') {
      uploads.set(name, body.length);
      return void response.end('OK');
    }
    const fields = new URLSearchParams(body.toString());
    const json = methods[name]?.(request, fields) ?? {};
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ ok: true, ...json }));
    const file = /"slack_file":\{"id":"(\w+)"/.exec(fields.get('blocks') ?? '')?.[1] ?? '';
    // Each call has a channel of its own and is known by it.
    if ((uploads.get(file) ?? 0) > leastPicture) calls.find(fields.get('channel') ?? '')?.show();
    uploads.delete(file);
  }

  const methods: Record<string, (request: IncomingMessage, fields: URLSearchParams) => object> = {
    'auth.test': () => ({ url, user: 'easel', user_id: 'U0', bot_id: 'B0', team: 'T', team_id: 'T0' }),
    'apps.connections.open': ({ headers }) => ({
      url: `${url.replace('http', 'ws')}/${headers.authorization?.split('-').at(-1)}`,
    }),
    'chat.postMessage': (_, fields) => ({ channel: fields.get('channel'), ts: `1700000000.${++last}` }),
    'chat.update': (_, fields) => ({ channel: fields.get('channel'), ts: fields.get('ts') }),
    'files.getUploadURLExternal': () => ({ upload_url: `${url}/upload/F${++last}`, file_id: `F${last}` }),
    'files.completeUploadExternal': () => ({ files: [{ id: 'F', title: 'F' }] }),
  };

  line.on('connection', (socket, request) => {
    sockets.set((request.url ?? '').slice(1), socket);
    socket.on('message', (data) => {
      const { envelope_id: channel } = acknowledgement.parse(JSON.parse(String(data)));
      calls.find(channel)?.acknowledge();
    });
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A0' } }));
  });

  return {
    name: 'Slack',
    takeRequests: () => requests.splice(0),
    environment: (name) => ({
      SLACK_BOT_TOKEN: `xoxb-${name}`,
      SLACK_APP_TOKEN: `xapp-${name}`,
      SLACK_API_URL: `${url}/api`,
    }),
    imagine(name, person) {
      const channel = `C${++last}`;
      const envelope = { type: 'slash_commands', envelope_id: channel, accepts_response_payload: true };
      const frame = JSON.stringify({ ...envelope, payload: slashCommand(channel, person, url) });
      const timing = calls.begin(channel);
      sockets.get(name)?.send(frame);
      return timing;
    },
    async close() {
      for (const socket of line.clients) socket.terminate();
      line.close();
      await close();
    },
  };
}

function slashCommand(channel: string, person: number, url: string): object {
  return {
    ...{ token: 'legacy', team_id: 'T0', team_domain: 'fake', api_app_id: 'A0', is_enterprise_install: 'false' },
    ...{ channel_id: channel, channel_name: 'general', user_id: `U${person}`, user_name: `person${person}` },
    ...{ command: '/imagine', text: 'a fox at dawn', trigger_id: `trigger.${channel}` },
    response_url: `${url}/respond/${channel}`,
  };
}
