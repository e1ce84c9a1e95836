import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Invocation } from '../../../src/core/invocation.ts';
import { Problem } from '../../../src/core/problem.ts';
import type { Reply } from '../../../src/core/reply.ts';
import { see } from '../../fakes/slack/seen.ts';
import { openStage, roll, rolled, type Stage } from './stage.ts';

const reacted = (changes: object = {}, item: object = {}, envelope: object = {}) => ({
  type: 'event_callback',
  event_id: 'Ev1',
  event_time: 1,
  team_id: 'T9',
  authorizations: [{ team_id: 'T1', user_id: 'U0EASEL', is_bot: true }],
  event: {
    type: 'reaction_added',
    user: 'U1',
    reaction: 'repeat',
    item_user: 'U0EASEL',
    item: { type: 'message', channel: 'C1', ts: '1.000001', ...item },
    event_ts: '2.0',
    ...changes,
  },
  ...envelope,
});

const star = { ...roll, name: 'star', reaction: { emoji: '⭐', name: 'star', takenBack: '--off' } };

describe('a reaction', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage([roll, star]);
  });
  afterEach(() => stage.slack.close());

  it('is a call of the command that has it about what the message shows', async () => {
    const calls: Invocation[] = [];
    stage.does.run = async (made) => void calls.push(made);
    await stage.gestures.event(reacted(), stage.ack);
    await stage.gestures.event(
      reacted({ reaction: 'repeat::skin-tone-2' }, {}, { authorizations: undefined }),
      stage.ack,
    );
    expect(calls).toMatchObject([
      { ...rolled, id: 'slack:Ev1', person: { id: 'slack:T1:U1', name: 'U1' } },
      { ...rolled, person: { id: 'slack:T9:U1' }, place: { community: 'T9' } },
    ]);
    expect(stage.asked).toEqual(['slack:C1/1.000001', 'slack:C1/1.000001']);
    expect(stage.acknowledged).toBe(2);
  });

  it.each<[string, object]>([
    ['by the bot itself', reacted({ user: 'U0EASEL' })],
    ['to what somebody else wrote', reacted({ item_user: 'U2' })],
    ['to what nobody wrote', reacted({ item_user: undefined })],
    ['that no command has', reacted({ reaction: 'thumbsup' })],
    ['to a file', reacted({ item: { type: 'file', file: 'F1' } })],
    ['that was taken back', reacted({ type: 'reaction_removed' })],
  ])('%s means nothing, and the store is not asked', async (_, body) => {
    stage.does.run = () => expect.fail('it is run');
    await stage.gestures.event(body, stage.ack);
    expect([stage.asked, stage.acknowledged, stage.lines, stage.slack.requests]).toEqual([[], 1, [], []]);
  });

  it('to a message that shows no call means nothing', async () => {
    stage.does.run = () => expect.fail('it is run');
    stage.does.shownBy = async () => undefined;
    await stage.gestures.event(reacted(), stage.ack);
    expect([stage.asked.length, stage.acknowledged, stage.lines, stage.slack.requests]).toEqual([1, 1, [], []]);
  });

  it('is not acknowledged before it is heard, nor at all while nobody knows whose message it is', async () => {
    const running = Promise.withResolvers<void>();
    stage.does.run = () => running.promise;
    const reacting = stage.gestures.event(reacted(), stage.ack);
    await stage.clock.advance(10_000);
    expect(stage.acknowledged).toBe(0);
    running.resolve();
    await reacting;
    expect(stage.acknowledged).toBe(1);
    stage.does.shownBy = () => Promise.reject(new Problem('storage_failed', {}, { hint: 'away' }));
    await expect(stage.gestures.event(reacted(), stage.ack)).rejects.toMatchObject({ code: 'storage_failed' });
    expect(stage.acknowledged).toBe(1);
    expect(stage.lines).toEqual([expect.stringMatching(/^warn a reaction cannot be looked up.*away/)]);
  });

  it('whispers to whoever reacted, and leads to a message for everyone, also when Slack waits no more', async () => {
    const channel = stage.slack.channel('#art');
    const replies: Reply[] = [
      { state: 'working', text: 'Painting…' },
      { state: 'done', text: 'Here.' },
    ];
    stage.does.run = async (_, surface) => {
      for (const reply of replies) await surface.show(reply);
    };
    const ada = stage.slack.user('Ada');
    const body = reacted({ user: ada.id }, { channel: channel.id });
    await stage.gestures.event(body, () => Promise.reject(new Error('too late')));
    expect(channel.messages().map(({ blocks }) => see(blocks).lines)).toEqual([['Here.']]);
    replies.splice(0, 2, { state: 'failed', text: 'No.', whisper: true });
    await stage.gestures.event(body, stage.ack);
    expect(channel.messages()).toHaveLength(1);
    expect(ada.whispers.map(({ text }) => text)).toEqual(['No.']);
    expect(stage.slack.calls('respond')).toEqual([]);
  });

  it('of a bot means nothing, also when Slack takes its time to say that it is one', async () => {
    stage.does.run = () => expect.fail('it is run');
    await stage.gestures.event(reacted({ user: 'USLACKBOT' }), stage.ack);
    const held = Promise.withResolvers<void>();
    stage.slack.plan('users.info', { kind: 'slow', until: held.promise });
    const robot = stage.slack.user('Robot', { is_bot: true });
    const reacting = stage.gestures.event(reacted({ user: robot.id }), stage.ack);
    await stage.slack.until('the question', () => stage.slack.calls('users.info')[1]);
    await stage.clock.advance(700);
    held.resolve();
    await reacting;
    expect(stage.acknowledged).toBe(2);
  });

  it('of somebody whom Slack does not tell about is followed', async () => {
    const calls: Invocation[] = [];
    stage.does.run = async (made) => void calls.push(made);
    stage.slack.plan('users.info', { kind: 'drop', done: false });
    await stage.gestures.event(reacted({ user: stage.slack.user('Ada').id }), stage.ack);
    expect(calls).toHaveLength(1);
  });

  it.each([
    ['what its message shows is looked up', 'shownBy'],
    ['somebody says who reacts', 'users.info'],
  ])('that is taken back before %s paints nothing', async (_, slow) => {
    const held = Promise.withResolvers<void>();
    const ada = stage.slack.user('Ada');
    stage.does.run = () => expect.fail('it is run');
    if (slow === 'users.info') stage.slack.plan('users.info', { kind: 'slow', until: held.promise });
    else stage.does.shownBy = () => held.promise.then(() => ({ about: 'slack:7' }));
    const reacting = stage.gestures.event(reacted({ user: ada.id }), stage.ack);
    const removal = { type: 'reaction_removed', user: ada.id, event_ts: '2.000001' };
    await stage.gestures.event(reacted(removal, {}, { event_id: 'Ev2' }), stage.ack);
    held.resolve();
    await reacting;
    // Also when Slack tells it late, or again.
    await stage.gestures.event(reacted({ user: ada.id }), stage.ack);
    expect(stage.acknowledged).toBe(3);
    const again: Invocation[] = [];
    stage.does.run = async (made) => void again.push(made);
    await stage.gestures.event(reacted({ user: ada.id, event_ts: '2.000002' }, {}, { event_id: 'Ev3' }), stage.ack);
    expect(again).toHaveLength(1);
  });

  it('tells what went wrong in direct messages when the bot was shut out of the channel', async () => {
    const channel = stage.slack.channel('#art');
    stage.does.run = async (_, surface) => {
      await surface.show({ state: 'working', text: 'Painting…' });
      channel.record.botIsIn = false;
      await expect(surface.show({ state: 'done', text: 'Here.' })).rejects.toMatchObject({ code: 'not_in_channel' });
      await surface.show({ state: 'failed', text: 'No.', whisper: true });
    };
    const ada = stage.slack.user('Ada');
    await stage.gestures.event(reacted({ user: ada.id }, { channel: channel.id }), stage.ack);
    expect(stage.slack.direct(ada).messages()).toMatchObject([{ text: 'No.' }]);
  });

  it('counts by when it was made, whichever Slack tells first', async () => {
    const calls: Invocation[] = [];
    stage.does.run = async (made) => void calls.push(made);
    const removal = { type: 'reaction_removed', reaction: 'star', event_ts: '1700000009.000400' };
    await stage.gestures.event(reacted(removal, {}, { event_id: 'Ev2' }), stage.ack);
    await stage.gestures.event(reacted({ reaction: 'star', event_ts: '1700000008.999100' }), stage.ack);
    expect(calls.map(({ id, askedAt }) => [id, askedAt])).toEqual([
      ['slack:Ev2', 1_700_000_009_000],
      ['slack:Ev1', 1_700_000_008_999],
    ]);
  });

  it('that is anything at all is acknowledged and never an exception', async () => {
    stage.does.run = () => expect.fail('it is run');
    const { event } = stage.gestures;
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.anything(),
          fc.anything().map((item) => reacted({ item })),
        ),
        async (body) => {
          const before = stage.acknowledged;
          await event(body, stage.ack);
          expect(stage.acknowledged).toBe(before + 1);
        },
      ),
      { numRuns: 100 },
    );
  });
});
