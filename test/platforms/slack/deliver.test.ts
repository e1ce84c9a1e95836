import { afterEach, describe, expect, it } from 'vitest';
import { Problem } from '../../../src/core/problem.ts';
import { hashOf } from '../../fakes/slack/http.ts';
import type { FakeMessage } from '../../fakes/slack/model.ts';
import { see } from '../../fakes/slack/seen.ts';
import { type Chat, type ChatSettings, sentence, startChat } from './chat.ts';
import { hastyClock } from './clock.ts';

let chat: Chat;
afterEach(() => chat.close());

async function ask(prepare: (slack: Chat['slack']) => void, settings: ChatSettings = {}) {
  const clock = hastyClock();
  chat = await startChat({ clock, ...settings });
  const { slack } = chat;
  prepare(slack);
  const [ada, channel] = [slack.user('Ada'), slack.channel('#art')];
  await ada.types(channel, '/imagine a fox --seed 42');
  const last = (fits: (message: FakeMessage) => boolean) => channel.message((each) => !each.thread && fits(each));
  return {
    slack,
    ada,
    channel,
    /** The pauses, without the first three: the time to find out who asks, what the call ordered before, and what holds in the channel. */
    pauses: () => clock.slept.slice(3),
    /** The one message, once it has a last word. */
    ended: () => last(({ blocks }) => !see(blocks).lines.join().includes('Painting')),
  };
}

/** Everything the message says. */
const said = (message: FakeMessage) => JSON.stringify(see(message.blocks));

describe('a picture', () => {
  it('waits for Slack’s scan and is then shown in the message', async () => {
    const { slack, channel, ended, pauses } = await ask(({ files }) => {
      files.scanDelay = 12_000;
    });
    expect(slack.images(await ended())).toMatchObject([{ sha: chat.picture.key, name: 'easel-42.png' }]);
    expect(pauses()).toEqual([500, 1000, 2000, 4000, 4500]);
    expect(slack.calls('chat.update')).toHaveLength(1);
    expect(slack.calls('upload')).toHaveLength(1);
    expect(channel.messages()).toHaveLength(1);
  });

  it('goes into the thread when the scan takes more than 30 s', async () => {
    const { slack, channel, ended, pauses } = await ask(({ files }) => {
      files.scanDelay = 300_000;
    });
    await ended();
    expect(
      pauses()
        .slice(0, 8)
        .reduce((all, each) => all + each),
    ).toBe(30_000);
    expect(slack.calls('chat.update').map(({ answer }) => answer)).toEqual([...Array(3).fill('invalid_blocks'), 'ok']);
    expect(channel.messages()[1]?.files).toHaveLength(1);
  });

  it('is shown when Slack does not say how far the scan is', async () => {
    const { slack, ended } = await ask((fake) => fake.plan('files.info', { kind: 'error', error: 'missing_scope' }));
    expect(slack.images(await ended())).toHaveLength(1);
  });

  it('goes into the thread when Slack refuses the block, and the message says the rest', async () => {
    const { slack, channel, ended, pauses } = await ask(({ files }) => {
      files.refusesBlocks = true;
    });
    const message = await ended();
    expect(said(message)).toMatch(/a fox.*Seed 42.*7\.2 s/);
    expect(pauses().slice(0, 3)).toEqual([1000, 3000]);
    const [, shared, ...more] = channel.messages();
    expect(more).toEqual([]);
    expect(shared?.thread).toBe(message.ts);
    expect(hashOf(shared?.files[0]?.bytes ?? Buffer.alloc(0))).toBe(chat.picture.key);
    await slack.until('the private copy is gone', () => slack.calls('files.delete')[0]);
  });

  it('goes into the thread at once when it is WebP, which Slack shows in no block', async () => {
    const { slack, channel, ended } = await ask(() => undefined, { type: 'image/webp' });
    const message = await ended();
    expect(said(message)).toContain('Seed 42');
    expect(channel.messages().map(({ thread, files }) => [thread, files[0]?.name])).toEqual([
      [undefined, undefined],
      [message.ts, 'easel-42.webp'],
    ]);
    expect(slack.calls('upload')).toHaveLength(1);
  });

  it('is waited for when sharing takes its time', async () => {
    const { slack, channel, ended } = await ask(
      ({ files }) => {
        files.shareDelay = 8000;
      },
      { type: 'image/webp' },
    );
    await ended();
    expect(channel.messages()).toHaveLength(2);
    expect(slack.calls('files.info').length).toBeGreaterThan(4);
  });

  it('is shared again, and the first copy deleted, when Slack says ok and shares nothing', async () => {
    const { slack, channel, ended } = await ask(
      ({ files }) => {
        files.silentShareDrops = 1;
      },
      { type: 'image/webp' },
    );
    await ended();
    expect(channel.messages().filter(({ thread }) => thread)).toHaveLength(1);
    expect(slack.calls('files.delete')).toHaveLength(1);
  });

  it('that never arrives becomes a sentence in the message', async () => {
    const { channel, ended } = await ask(
      ({ files }) => {
        files.silentShareDrops = 2;
      },
      { type: 'image/webp' },
    );
    expect(see((await ended()).blocks)).toMatchObject({
      lines: [sentence(new Problem('place_unreachable', {}))],
      quote: undefined,
    });
    expect(channel.messages()).toHaveLength(1);
  });

  it('shared by a call whose answer was lost is not shared again', async () => {
    const { channel, ended } = await ask(
      (slack) => slack.plan('files.completeUploadExternal', { kind: 'drop', done: true }),
      { type: 'image/webp' },
    );
    await ended();
    expect(channel.messages().filter(({ thread }) => thread)).toHaveLength(1);
  });

  it('shared by a call that was lost is shared again', async () => {
    const { slack, channel, ended } = await ask(
      (fake) => fake.plan('files.completeUploadExternal', { kind: 'drop', done: false }),
      { type: 'image/webp' },
    );
    await ended();
    expect(channel.messages().filter(({ thread }) => thread)).toHaveLength(1);
    expect(slack.calls('upload')).toHaveLength(2);
  });

  it.each([
    ['was carried out', true, 1],
    ['was not', false, 2],
  ])('is shown when the answer to its completion is lost and it %s', async (_, done, uploads) => {
    const { slack, channel, ended } = await ask((fake) => {
      fake.plan('files.completeUploadExternal', { kind: 'drop', done });
      // What Slack says to the second one, whether or not it has done the first.
      fake.plan('files.completeUploadExternal', { kind: 'error', error: 'file_update_failed' });
    });
    expect(slack.images(await ended())).toMatchObject([{ sha: chat.picture.key }]);
    expect(slack.calls('upload')).toHaveLength(uploads);
    expect(channel.messages()).toHaveLength(1);
  });

  it('is given up when its completion is refused', async () => {
    const { slack, ended } = await ask((fake) =>
      fake.plan('files.completeUploadExternal', { kind: 'error', error: 'file_uploads_disabled' }),
    );
    const problem = new Problem('permission_missing', { permissions: ['File uploads'] });
    expect(see((await ended()).blocks).lines).toEqual([sentence(problem)]);
    expect(slack.calls('upload')).toHaveLength(1);
  });

  it.each([
    ['upload', { kind: 'drop', done: false }],
    ['upload', { kind: 'drop', done: true }],
    ['upload', { kind: 'status', status: 500, done: false }],
    ['files.getUploadURLExternal', { kind: 'status', status: 503, done: true }],
    ['files.completeUploadExternal', { kind: 'status', status: 503, done: false }],
    ['chat.update', { kind: 'drop', done: true }],
    ['chat.update', { kind: 'status', status: 502, done: false }],
    ['chat.update', { kind: 'error', error: 'internal_error' }],
    ['chat.update', { kind: 'rate_limited', seconds: 60 }],
  ] as const)('survives a broken %s: %j', async (method, fault) => {
    const { slack, channel, ended } = await ask((fake) => fake.plan(method, fault));
    expect(slack.images(await ended())).toMatchObject([{ sha: chat.picture.key }]);
    expect(channel.messages()).toHaveLength(1);
  });

  it('is given up with a sentence when the upload fails three times', async () => {
    const { slack, ended } = await ask((fake) => fake.plan('upload', { kind: 'status', status: 500, done: false }, 3));
    expect(see((await ended()).blocks).lines).toEqual([sentence(new Problem('place_silent', {}))]);
    expect(slack.calls('upload')).toHaveLength(3);
  });

  it('is uploaded with its exact length', async () => {
    const { slack, ended } = await ask(() => undefined);
    await ended();
    expect(slack.calls('upload')[0]?.args).toMatchObject({ length: 50_000, announced: '50000' });
  });
});
