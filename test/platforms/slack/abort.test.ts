import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../../src/core/reply.ts';
import { createClient, type SlackClient } from '../../../src/platforms/slack/client.ts';
import { createSurface, nothingYet } from '../../../src/platforms/slack/surface.ts';
import { type ManualClock, manualClock } from '../../fakes/clock.ts';
import { memoryImages, pngBytes } from '../../fakes/images.ts';
import { invocationOf } from '../../fakes/invocation.ts';
import type { Fault } from '../../fakes/slack/faults.ts';
import { type FakeSlack, startFakeSlack } from '../../fakes/slack.ts';
import { linesLog, me } from './chat.ts';

describe('a delivery that waits', () => {
  let clock: ManualClock;
  let slack: FakeSlack;
  let client: SlackClient;
  let show: (reply: Reply, signal?: AbortSignal) => Promise<void>;
  let done: Reply;

  beforeEach(async () => {
    clock = manualClock();
    slack = await startFakeSlack({ clock, limited: false });
    const { apiUrl, botToken } = slack;
    const log = linesLog([]);
    client = createClient({ botToken, apiUrl, clock, log });
    const images = memoryImages();
    const place = { platform: 'slack', channel: slack.channel('#art').id, community: 'T0FAKE' };
    const parts = { client, apiUrl, images, clock, log, me };
    const { responseUrl } = slack.user('Ada').uses();
    const aside = { responseUrl, pressed: false };
    ({ show } = createSurface(parts, invocationOf('a fox', { place }), aside, nothingYet(), async () => false));
    const image = await images.put(pngBytes(100), 'image/png', { width: 1, height: 1 });
    done = { state: 'done', text: 'AI-generated', images: [{ image, alt: 'a fox', name: 'a.png' }] };
    await show({ state: 'working', text: 'Painting…' });
  });
  afterEach(() => slack.close());

  const waits: [string, string, Fault][] = [
    ['out a rate limit', 'chat.update', { kind: 'rate_limited', seconds: 240 }],
    ['for a scan', 'chat.update', { kind: 'error', error: 'invalid_blocks' }],
    ['before it tries an upload again', 'files.getUploadURLExternal', { kind: 'status', status: 503, done: false }],
  ];

  it.each(waits)('%s ends with its call', async (_, method, fault) => {
    slack.plan(method, fault);
    const over = new AbortController();
    const showing = show(done, over.signal);
    await expect.poll(() => clock.sleepers).toBe(1);
    const before = slack.requests.length;
    over.abort(new Error('taken over'));
    await expect(showing).rejects.toThrow('taken over');
    expect(clock.sleepers).toBe(0);
    expect(slack.requests).toHaveLength(before);
  });

  it.each(waits)('%s ends when Slack is hung up on, and can be shown later', async (_, method, fault) => {
    slack.plan(method, fault);
    const showing = show(done);
    await expect.poll(() => clock.sleepers).toBe(1);
    client.close();
    await expect(showing).rejects.toMatchObject({ code: 'place_silent' });
    await expect(show(done)).rejects.toMatchObject({ code: 'place_silent' });
    expect(clock.sleepers).toBe(0);
  });
});
