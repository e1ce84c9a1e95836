import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Invocation } from '../../../src/core/invocation.ts';
import { see } from '../../fakes/slack/seen.ts';
import { openStage, roll, rolled, type Stage } from './stage.ts';

describe('a press', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage([roll]);
  });
  afterEach(() => stage.slack.close());

  const pressed = (changes: object = {}, action: object = {}) => {
    const use = stage.slack.user('Ada').uses();
    return {
      type: 'block_actions',
      trigger_id: '1.2.ab',
      response_url: use.responseUrl,
      team: { id: 'T1' },
      user: { id: 'U1', name: 'ada', username: 'ada', team_id: 'T2' },
      container: { type: 'message', message_ts: '1.000001', channel_id: 'C1', is_ephemeral: false },
      channel: { id: 'C1', name: 'art' },
      actions: [{ type: 'button', block_id: 'b', action_id: 'v1:roll:0', value: 'slack:7', ...action }],
      ...changes,
    };
  };

  it('is a call of the command about what the message shows', async () => {
    const calls: Invocation[] = [];
    stage.does.run = async (made) => void calls.push(made);
    await stage.gestures.press(pressed(), stage.ack);
    await stage.gestures.press(pressed({ team: null, channel: { id: 'D1' } }), stage.ack);
    const person = { id: 'slack:T1:U1', name: 'ada' };
    expect(calls).toMatchObject([
      { ...rolled, input: { kind: 'text', text: '' }, id: 'slack:1.2.ab', person },
      { person: { id: 'slack:T2:U1' }, place: { channel: 'D1', community: 'T2' } },
    ]);
    expect(stage.acknowledged).toBe(2);
  });

  it('of a button that opens a page is acknowledged, and calls nothing', async () => {
    const calls: Invocation[] = [];
    stage.does.run = async (made) => void calls.push(made);
    const link = pressed({}, { action_id: 'v2-link:0', url: 'https://easel.example' });
    await stage.gestures.press(link, stage.ack);
    expect([stage.acknowledged, calls, stage.slack.user('Ada').whispers]).toEqual([1, [], []]);
    expect(stage.slack.requests).toEqual([]);
  });

  it('is acknowledged within 2.5 s, once, whatever the store does', async () => {
    const stuck = Promise.withResolvers<void>();
    stage.does.run = () => stuck.promise;
    const pressing = stage.gestures.press(pressed(), stage.ack);
    await stage.clock.advance(2499);
    expect(stage.acknowledged).toBe(0);
    await stage.clock.advance(1);
    expect(stage.acknowledged).toBe(1);
    stuck.resolve();
    await pressing;
    expect([stage.acknowledged, stage.clock.sleepers]).toEqual([1, 0]);
  });

  it('is acknowledged with the first reply, before anything is told', async () => {
    stage.does.run = async (_, surface) => {
      expect(stage.acknowledged).toBe(0);
      await surface.show({ state: 'failed', text: 'No.', whisper: true });
    };
    const response = stage.slack.until('a whisper', () =>
      stage.slack.calls('respond').length > 0 ? stage.acknowledged : undefined,
    );
    await stage.gestures.press(pressed(), stage.ack);
    expect([await response, stage.acknowledged]).toEqual([1, 1]);
  });

  it('can lead to a message for everyone', async () => {
    const channel = stage.slack.channel('#art');
    stage.does.run = async (_, surface) => {
      await surface.show({ state: 'working', text: 'Painting…' });
      await surface.show({ state: 'done', text: 'Here.' });
    };
    await stage.gestures.press(pressed({ channel: { id: channel.id } }), stage.ack);
    expect(channel.messages().map(({ blocks }) => see(blocks).lines)).toEqual([['Here.']]);
    expect(stage.slack.calls('respond')).toEqual([]);
  });

  it('in a thread is answered there, also where the asker alone is told something', async () => {
    stage.does.run = (_, surface) => surface.show({ state: 'failed', text: 'No.', whisper: true });
    const ada = stage.slack.user('Ada');
    const root = ada.says(stage.slack.channel('#art'), 'look');
    const there = { message_ts: '1.000002', channel_id: root.channel, thread_ts: root.ts };
    const { responseUrl: response_url } = ada.uses();
    await stage.gestures.press(pressed({ response_url, container: { type: 'message', ...there } }), stage.ack);
    expect(ada.whispers).toMatchObject([{ text: 'No.', thread: root.ts }]);
  });

  it.each([
    ['of another app', { action_id: 'approve', value: 'yes' }],
    ['without a value', { value: undefined }],
    ['of another version', { action_id: 'v3:roll:0' }],
    ['of a command that is gone', { action_id: 'v1:dance:0' }],
    ['of another kind', { type: 'static_select', value: undefined, selected_option: { value: 'a' } }],
  ])('of a button %s is told that it does not work', async (_, action) => {
    stage.does.run = () => expect.fail('it is run');
    await stage.gestures.press(pressed({}, action), stage.ack);
    expect(stage.slack.calls('respond')).toMatchObject([
      { args: { body: { text: 'buttonˍunknown', replace_original: false, response_type: 'ephemeral' } } },
    ]);
    expect(stage.acknowledged).toBe(1);
  });

  it('that is anything at all is acknowledged and never an exception', async () => {
    stage.does.run = () => expect.fail('it is run');
    const { press } = stage.gestures;
    const strange = fc.oneof(
      fc.anything(),
      fc.record({ trigger_id: fc.anything(), user: fc.anything(), actions: fc.array(fc.anything()) }),
      fc.array(fc.record({ action_id: fc.string(), value: fc.string() })).map((actions) => ({ ...pressed(), actions })),
      fc.record({ action_id: fc.string(), value: fc.anything() }).map((action) => pressed({}, action)),
    );
    await fc.assert(
      fc.asyncProperty(strange, async (body) => {
        const before = stage.acknowledged;
        await press(body, stage.ack);
        expect(stage.acknowledged).toBe(before + 1);
      }),
      { numRuns: 100 },
    );
  });
});
