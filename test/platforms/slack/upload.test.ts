import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createGate } from '../../../src/core/gate.ts';
import { createImageFolder } from '../../../src/images/folder.ts';
import { createClient } from '../../../src/platforms/slack/client.ts';
import { upload } from '../../../src/platforms/slack/upload.ts';
import { memoryImages, pngBytes } from '../../fakes/images.ts';
import { startFakeSlack } from '../../fakes/slack.ts';
import { linesLog } from './chat.ts';
import { hastyClock } from './clock.ts';

it('waits for room in memory, while messages pass, and gives it back', async () => {
  const slack = await startFakeSlack();
  try {
    const { apiUrl, botToken } = slack;
    const [clock, memory, images] = [hastyClock(), createGate(1000), memoryImages()];
    const client = createClient({ botToken, apiUrl, clock, memory, log: linesLog([]) });
    const image = await images.put(pngBytes(1000), 'image/png', { width: 1, height: 1 });
    const room = await memory.enter(1);
    const uploaded = upload({ client, apiUrl, images, clock }, { image, alt: 'a fox', name: 'a.png' });
    await client.post(slack.channel('#art').id, { text: 'a fox', blocks: [] }, 'slack:1');
    expect(slack.calls('files.getUploadURLExternal')).toEqual([]);
    room.leave();
    await uploaded;
    (await memory.enter(1000)).leave();
  } finally {
    await slack.close();
  }
});

it('sends a file from disk as it is, with its length', async () => {
  const slack = await startFakeSlack();
  const clock = hastyClock();
  const folder = await mkdtemp(join(tmpdir(), 'easel-slack-'));
  try {
    const bytes = pngBytes(3_000_000);
    const images = createImageFolder(folder);
    const image = await images.put(bytes, 'image/png', { width: 1, height: 1 });
    const { apiUrl, botToken } = slack;
    const client = createClient({ botToken, apiUrl, clock, log: linesLog([]) });
    const parts = { client, apiUrl, images, clock };

    const id = await upload(parts, { image, alt: 'a fox', name: 'a.png' });

    const channel = slack.channel('#art');
    const blocks = [{ type: 'image' as const, slack_file: { id }, alt_text: 'a fox' }];
    await client.post(channel.id, { text: 'a fox', blocks }, 'slack:1');
    expect((await channel.message()) && slack.images(await channel.message())).toMatchObject([{ sha: image.key }]);
    expect(slack.calls('upload')[0]?.args).toMatchObject({ announced: '3000000' });
  } finally {
    await rm(folder, { recursive: true });
    await slack.close();
  }
});
