// The floor that Easel is measured against: the network calls of one /imagine with ws and undici, and nothing else.
import { Blob } from 'node:buffer';
import { type Dispatcher, FormData, request } from 'undici';
import { WebSocket } from 'ws';

const { DISCORD_API_URL, DISCORD_TOKEN, SLACK_API_URL, SLACK_APP_TOKEN, SLACK_BOT_TOKEN } = process.env;
const { IMAGE_API_KEY, IMAGE_API_PICTURES, IMAGE_API_URL } = process.env;
const discord = `${DISCORD_API_URL}/v10`;
const json = { 'content-type': 'application/json' };

async function send(
  url: string,
  method: Dispatcher.HttpMethod,
  headers: object,
  body: string | Buffer | FormData | null,
) {
  const answer = await request(url, { method, headers: { ...headers }, body });
  if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.statusCode} ${await answer.body.text()}`);
  return Buffer.from(await answer.body.arrayBuffer());
}

async function paint(prompt: string): Promise<Buffer> {
  const body = {
    ...{
      req_key: 'high_aes_general_v21_L',
      prompt,
      req_schedule_conf: 'general_v20_9B_pe',
      llm_seed: 7,
      seed: 42,
      scale: 3.5,
    },
    ...{
      ddim_steps: 25,
      width: 512,
      height: 512,
      use_pre_llm: true,
      use_sr: true,
      return_url: IMAGE_API_PICTURES === 'url',
    },
  };
  const headers = { ...json, authorization: `Bearer ${IMAGE_API_KEY}` };
  const url = `${IMAGE_API_URL}/volcv/v1?Action=CVProcess&Version=2022-08-31`;
  const { data } = JSON.parse((await send(url, 'POST', headers, JSON.stringify(body))).toString());
  if (!body.return_url) return Buffer.from(data.binary_data_base64[0], 'base64');
  return await send(data.image_urls[0], 'GET', {}, null);
}

async function answerDiscord(call: {
  id: string;
  token: string;
  application_id: string;
  data: { options: { value: string }[] };
}) {
  const callback = `${discord}/interactions/${call.id}/${call.token}/callback?with_response=true`;
  await send(callback, 'POST', json, JSON.stringify({ type: 5, data: { flags: 0 } }));
  const prompt = call.data.options[0]?.value ?? '';
  const picture = await paint(prompt);
  const gallery = { type: 12, items: [{ media: { url: 'attachment://42.png' }, description: prompt }] };
  const words = { type: 10, content: `> ${prompt}\n-# Seed \`42\`` };
  const attachments = [{ id: '0', filename: '42.png', description: prompt }];
  const message = { flags: 1 << 15, components: [{ type: 17, components: [gallery, words] }], attachments };
  const form = new FormData();
  form.append('payload_json', JSON.stringify({ ...message, allowed_mentions: { parse: [] } }));
  form.append('files[0]', new Blob([picture], { type: 'image/png' }), '42.png');
  await send(`${discord}/webhooks/${call.application_id}/${call.token}/messages/@original`, 'PATCH', {}, form);
}

async function slack(method: string, fields: Record<string, string>, token = SLACK_BOT_TOKEN) {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', authorization: `Bearer ${token}` };
  const answer = JSON.parse(
    (await send(`${SLACK_API_URL}/${method}`, 'POST', headers, `${new URLSearchParams(fields)}`)).toString(),
  );
  if (!answer.ok) throw new Error(`${method}: ${answer.error}`);
  return answer;
}

async function answerSlack({ channel_id: channel, text }: { channel_id: string; text: string }) {
  const { ts } = await slack('chat.postMessage', { channel, text: 'Painting…' });
  const picture = await paint(text);
  const place = await slack('files.getUploadURLExternal', { filename: '42.png', length: String(picture.length) });
  await send(place.upload_url, 'POST', { 'content-type': 'image/png' }, picture);
  await slack('files.completeUploadExternal', { files: JSON.stringify([{ id: place.file_id, title: '42.png' }]) });
  const image = { type: 'image', slack_file: { id: place.file_id }, alt_text: text };
  const facts = { type: 'context', elements: [{ type: 'plain_text', text: 'Seed 42' }] };
  await slack('chat.update', { channel, ts, text, blocks: JSON.stringify([image, facts]) });
}

async function connectDiscord(): Promise<void> {
  const gateway = await send(`${discord}/gateway/bot`, 'GET', { authorization: `Bot ${DISCORD_TOKEN}` }, null);
  const socket = new WebSocket(`${JSON.parse(gateway.toString()).url}?v=10&encoding=json`);
  const { promise, resolve } = Promise.withResolvers<void>();
  let s = 0;
  socket.on('message', (frame: Buffer) => {
    const packet = JSON.parse(frame.toString());
    s = packet.s ?? s;
    if (packet.t === 'READY') resolve();
    if (packet.t === 'INTERACTION_CREATE') void answerDiscord(packet.d);
    if (packet.op !== 10) return;
    setInterval(() => socket.send(JSON.stringify({ op: 1, d: s })), packet.d.heartbeat_interval);
    const properties = { os: 'linux', browser: 'bare', device: 'bare' };
    socket.send(JSON.stringify({ op: 2, d: { token: DISCORD_TOKEN, intents: 0, shard: [0, 1], properties } }));
  });
  await promise;
}

async function connectSlack(): Promise<void> {
  await slack('auth.test', {});
  const socket = new WebSocket((await slack('apps.connections.open', {}, SLACK_APP_TOKEN)).url);
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.on('message', (frame: Buffer) => {
    const { type, envelope_id, payload } = JSON.parse(frame.toString());
    if (type === 'hello') resolve();
    if (type !== 'slash_commands') return;
    socket.send(JSON.stringify({ envelope_id, payload: {} }));
    void answerSlack(payload);
  });
  await promise;
}

process.on('SIGTERM', () => process.exit(0));
await Promise.all([connectDiscord(), connectSlack()]);
console.log(JSON.stringify({ msg: 'ready' }));
