import type { Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { download } from '../../../src/platforms/slack/download.ts';
import { pngBytes } from '../../fakes/images.ts';
import { addressOf, closeServer, listen } from '../../fakes/slack/http.ts';
import { type FakeSlack, startFakeSlack } from '../../fakes/slack.ts';

describe('a file that somebody posted', () => {
  let slack: FakeSlack;
  let server: Server | undefined;
  beforeEach(async () => {
    slack = await startFakeSlack();
  });
  afterEach(async () => {
    await slack.close();
    if (server) await closeServer(server);
    server = undefined;
  });

  const parts = (changes: object = {}) => ({ botToken: slack.botToken, apiUrl: slack.apiUrl, ...changes });
  const fileOf = (bytes: Uint8Array) => new URL(`/files-pri/${slack.file('fox.png', bytes).id}`, slack.apiUrl).href;
  const refusal = (hint: string) => ({ code: 'file_unreachable', hint: expect.stringContaining(hint) });

  it('comes as it is, also a large one', async () => {
    for (const length of [8, 25 * 1024 * 1024]) {
      const bytes = pngBytes(length);
      expect(Buffer.compare(await download(fileOf(bytes), parts()), bytes)).toBe(0);
    }
  });

  it('is not fetched when it is too large', async () => {
    await expect(download(fileOf(pngBytes(25 * 1024 * 1024 + 1)), parts())).rejects.toMatchObject(refusal('25 MiB'));
  });

  it('is a page to log in for those who may not see it', async () => {
    slack.grant(['commands']);
    await expect(download(fileOf(pngBytes(8)), parts())).rejects.toMatchObject(refusal('files:read'));
  });

  it('may be gone', async () => {
    const address = new URL('/files-pri/F999', slack.apiUrl).href;
    await expect(download(address, parts())).rejects.toMatchObject(refusal('404'));
  });

  it.each([
    'https://example.com/files-pri/F1',
    'http://files.slack.com/files-pri/F1',
    'https://files.slack.com.example.com/F1',
    'https://files.slack.com:8443/F1',
    'https://me:secret@files.slack.com/F1',
    'http://127.0.0.1:1/files-pri/F1',
    'file:///etc/passwd',
    'not an address',
    '',
  ])('is fetched from Slack alone: not %s', async (address) => {
    await expect(download(address, parts())).rejects.toMatchObject(refusal('not one of Slack’s'));
  });

  it('is not looked for on this machine while Slack is elsewhere', async () => {
    const apiUrl = 'https://slack.com/api/';
    await expect(download(fileOf(pngBytes(8)), parts({ apiUrl }))).rejects.toMatchObject(refusal('not one of Slack’s'));
  });

  it('is not followed elsewhere, and the token goes nowhere', async () => {
    const heard: unknown[] = [];
    server = await listen((request, response) => {
      heard.push(request.url);
      response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
    });
    const host = `http://${addressOf(server)}`;
    const fetching = download(`${host}/files-pri/F1`, parts({ apiUrl: `${host}/api/` }));
    await expect(fetching).rejects.toMatchObject(refusal('did not send it'));
    expect(heard).toEqual(['/files-pri/F1']);
  });
});
