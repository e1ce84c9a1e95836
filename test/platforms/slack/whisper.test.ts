import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../../src/core/reply.ts';
import { type Aside, readAddress } from '../../../src/platforms/slack/address.ts';
import { attachSurface } from '../../../src/platforms/slack/attach.ts';
import { createClient } from '../../../src/platforms/slack/client.ts';
import { createSurface, nothingYet, type SurfaceParts } from '../../../src/platforms/slack/surface.ts';
import { memoryImages } from '../../fakes/images.ts';
import { invocationOf } from '../../fakes/invocation.ts';
import type { FakeMessage } from '../../fakes/slack/model.ts';
import type { FakeUser } from '../../fakes/slack/people.ts';
import { type FakeChannel, type FakeSlack, startFakeSlack } from '../../fakes/slack.ts';
import { linesLog, me } from './chat.ts';
import { hastyClock } from './clock.ts';

const no: Reply = { state: 'failed', text: 'No.', whisper: true };
const never: Reply = { state: 'failed', text: 'Never.', whisper: true };

describe('whispers', () => {
  let slack: FakeSlack;
  let channel: FakeChannel;
  let ada: FakeUser;
  /** Somebody's call, with a button that Ada has pressed. */
  let message: FakeMessage;
  let parts: SurfaceParts;

  beforeEach(async () => {
    slack = await startFakeSlack({ limited: false });
    channel = slack.channel('#art');
    ada = slack.user('Ada');
    const { botToken, apiUrl } = slack;
    const [clock, log] = [hastyClock(), linesLog([])];
    const client = createClient({ botToken, apiUrl, clock, log });
    parts = { client, apiUrl, images: memoryImages(), clock, log, me };
    const bobs = createSurface(parts, callOf('slack:0'), { responseUrl: '', pressed: false }, nothingYet());
    await bobs.show({ state: 'working', text: 'Painting…' });
    message = await channel.message();
  });
  afterEach(() => slack.close());

  const callOf = (id: string) =>
    invocationOf('', {
      id,
      person: { id: `slack:T0FAKE:${ada.id}`, name: 'ada' },
      place: { platform: 'slack', channel: channel.id, community: 'T0FAKE' },
    });
  const begin = (aside: Aside) => createSurface(parts, callOf('slack:1'), aside, nothingYet(), async () => false);
  const press = () => begin({ responseUrl: ada.uses(message).responseUrl, pressed: true });
  const said = () => ada.whispers.map(({ text }) => text);
  const resume = (address: Readonly<Record<string, string>>) =>
    attachSurface(parts, callOf('slack:1'), JSON.parse(JSON.stringify(address)));

  /** Nothing that is said to somebody who pressed changes what everyone sees. */
  const untouched = () =>
    expect([message.text, message.edits, channel.messages()]).toEqual(['Painting…', 0, [message]]);

  it('after a press stand beside the message, each once, and stay', async () => {
    const { show } = press();
    for (const reply of [no, no, never, never]) await show(reply);
    expect(said()).toEqual(['No.', 'Never.']);
    untouched();
  });

  it('after a press are said again when they may not have arrived, still beside the message', async () => {
    const surface = press();
    slack.plan('respond', { kind: 'drop', done: true });
    await surface.show(no);
    expect(said()).toEqual(['No.', 'No.']);
    untouched();
  });

  it('after a press are said later when Slack was not there', async () => {
    const surface = press();
    // As often as it is tried within ten seconds.
    slack.plan('respond', { kind: 'drop', done: false }, 6);
    await expect(surface.show(no)).rejects.toMatchObject({ code: 'place_silent' });
    expect(slack.calls('respond')).toHaveLength(6);
    await surface.show(no);
    expect(said()).toEqual(['No.']);
    untouched();
  });

  it('after a press go on in another process, beside the message, unless they are known to have arrived', async () => {
    const surface = press();
    const before = surface.address();
    await surface.show(no);
    await resume(before)?.show(no);
    expect(said()).toEqual(['No.', 'No.']);
    await resume(surface.address())?.show(no);
    expect(said()).toEqual(['No.', 'No.']);
    untouched();
  });

  it('after a command take each other’s place, as they did before there were buttons', async () => {
    const surface = begin({ responseUrl: ada.uses().responseUrl, pressed: false });
    const { pressed: _, ...older } = surface.address();
    await surface.show(no);
    await resume(older)?.show(never);
    expect(said()).toEqual(['Never.']);
  });

  it('after a reaction are heard in the channel, each once, and go on in another process unless they have arrived', async () => {
    const surface = begin({ responseUrl: '', pressed: false });
    const before = surface.address();
    for (const reply of [no, no, never]) await surface.show(reply);
    expect(said()).toEqual(['No.', 'Never.']);
    await resume(before)?.show(never);
    await resume(surface.address())?.show(never);
    expect([said(), slack.calls('respond')]).toEqual([['No.', 'Never.', 'Never.'], []]);
    untouched();
  });

  it('need to be told where they go', () => {
    const { responseUrl: _, ...address } = press().address();
    expect(readAddress(address)).toBeUndefined();
    expect(readAddress({ ...address, responseUrl: 'http://x', pressed: 'maybe' })).toBeUndefined();
  });
});
