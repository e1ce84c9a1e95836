import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../../src/core/reply.ts';
import { createClient } from '../../../src/platforms/slack/client.ts';
import { scopes } from '../../../src/platforms/slack/manifest.ts';
import { createSurface, nothingYet } from '../../../src/platforms/slack/surface.ts';
import { memoryImages, pngBytes } from '../../fakes/images.ts';
import { invocationOf } from '../../fakes/invocation.ts';
import type { FakeMessage } from '../../fakes/slack/model.ts';
import { type FakeChannel, type FakeSlack, startFakeSlack } from '../../fakes/slack.ts';
import { linesLog, me } from './chat.ts';
import { hastyClock } from './clock.ts';

const working: Reply = { state: 'working', text: 'Painting…', quote: 'a fox' };
interface Gone {
  readonly message: FakeMessage;
  readonly channel: FakeChannel;
}

const failed: Reply = { state: 'failed', text: 'No.' };

describe('a surface whose message is lost', () => {
  let slack: FakeSlack;
  beforeEach(async () => {
    slack = await startFakeSlack({ scopes: Object.keys(scopes) });
  });
  afterEach(() => slack.close());

  function surface(acknowledge = async () => false) {
    const images = memoryImages();
    const { apiUrl, botToken } = slack;
    const clock = hastyClock();
    const log = linesLog([]);
    const client = createClient({ botToken, apiUrl, clock, log });
    const channel = slack.channel('#art');
    // Slack does not know this address, so that a whisper is seen to be tried and to fail.
    const responseUrl = new URL('/respond/1', apiUrl).href;
    const call = invocationOf('a fox', { place: { platform: 'slack', channel: channel.id, community: 'T0FAKE' } });
    const parts = { client, apiUrl, images, clock, log, me };
    return {
      images,
      channel,
      ...createSurface(parts, call, { responseUrl, pressed: false }, nothingYet(), acknowledge),
    };
  }

  it('never posts a second one, not even for a last word that everyone may see', async () => {
    const { show } = surface();
    slack.plan('chat.postMessage', { kind: 'drop', done: true });
    await expect(show(working)).rejects.toMatchObject({ code: 'place_unreachable' });
    await expect(show(failed)).rejects.toMatchObject({ code: 'place_unreachable' });
    expect(slack.calls('chat.postMessage')).toHaveLength(1);
    expect(slack.calls('respond')).toHaveLength(1);
  });

  it('spends none of the five whispers on progress', async () => {
    const { show } = surface();
    slack.plan('chat.postMessage', { kind: 'drop', done: true });
    await expect(show(working)).rejects.toMatchObject({ name: 'Problem' });
    await show(working);
    expect(slack.calls('respond')).toEqual([]);
  });

  it('replaces its first whisper by the next one', async () => {
    const { show } = surface();
    slack.plan('chat.postMessage', { kind: 'drop', done: true });
    slack.plan('respond', { kind: 'status', status: 200, done: false }, 2);
    await expect(show(working)).rejects.toMatchObject({ name: 'Problem' });
    await show(failed);
    await show(failed);
    const whispers = slack.calls('respond').map(({ args }) => args['body']);
    expect(whispers).toMatchObject([{ replace_original: false }, { replace_original: true }]);
  });

  it.each([
    ['was deleted', (gone: Gone) => slack.remove(gone.message)],
    ['was locked', ({ message }: Gone) => void Object.assign(message, { locked: true })],
    [
      'is in an archived channel',
      ({ channel }: Gone) => void Object.assign(channel.record, { refusal: 'is_archived' }),
    ],
    [
      'is in a channel that the bot had to leave',
      ({ channel }: Gone) => void Object.assign(channel.record, { botIsIn: false }),
    ],
    ['may not be edited any more', () => slack.plan('chat.update', { kind: 'error', error: 'edit_window_closed' })],
  ])('whispers the last word when its message %s', async (_, lose) => {
    const { show, channel } = surface();
    await show(working);
    lose({ message: await channel.message(), channel });
    slack.plan('respond', { kind: 'status', status: 200, done: false });
    await expect(show(working)).rejects.toMatchObject({ name: 'Problem' });
    await show(failed);
    expect(slack.calls('chat.update')).toHaveLength(1);
    expect(slack.calls('respond')).toHaveLength(1);
  });

  it('says that a picture has no place any more, and does not whisper its caption alone', async () => {
    const { show, channel, images } = surface();
    await show(working);
    slack.remove(await channel.message());
    await expect(show(working)).rejects.toMatchObject({ code: 'place_unreachable' });
    const image = await images.put(pngBytes(100), 'image/png', { width: 1, height: 1 });
    const done: Reply = { state: 'done', text: 'AI-generated', images: [{ image, alt: 'a fox', name: 'a.png' }] };
    await expect(show(done)).rejects.toMatchObject({ code: 'place_unreachable' });
    expect(slack.calls('respond')).toEqual([]);
    expect(slack.calls('upload')).toEqual([]);
  });

  it('posts nothing for a call that could not be acknowledged: the person was told that it failed', async () => {
    const { show } = surface(() => Promise.reject(new Error('no connection')));
    await expect(show(working)).rejects.toMatchObject({ code: 'place_unreachable' });
    await expect(show(failed)).rejects.toMatchObject({ name: 'Problem' });
    expect(slack.calls('chat.postMessage')).toEqual([]);
    expect(slack.calls('respond')).toHaveLength(1);
  });
});
