import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { remove } from '../../../commands/delete.ts';
import { Problem } from '../../../src/core/problem.ts';
import { readHomeOpened } from '../../../src/platforms/slack/home-opened.ts';
import { readMention } from '../../../src/platforms/slack/mention.ts';
import { testData } from '../../fakes/test-data.ts';
import { type Chat, sentence, startChat } from './chat.ts';
import { openStage, roll } from './stage.ts';

const payloads = z.record(z.string(), z.unknown());
const object = z.record(z.string(), z.unknown());

function recorded(name: string): Record<string, unknown> {
  return payloads.parse(testData(`recorded/${name}`) ?? {});
}

const slash = recorded('chat-slack-slash.json');
const actions = recorded('chat-slack-actions.json');
const presses = ['action', 'staticSelectAction', 'radioButtonsAction'].flatMap((name) => actions[name] ?? []);
const modals = recorded('chat-slack-modals.json');
const commands = z.array(object).parse(['slashCommand', 'slashCommandWithArgs'].flatMap((name) => slash[name] ?? []));

describe('recorded payloads', () => {
  let chat: Chat | undefined;
  afterEach(async () => {
    await chat?.close();
    chat = undefined;
  });

  it.each(['socket', 'http'] as const)('of slash commands are understood (%s mode)', async (mode) => {
    if (commands.length > 0) chat = await startChat({ mode });
    for (const [number, payload] of commands.entries()) {
      // Recorded with the same trigger, which would make the second one a repetition.
      const taken = await chat?.slack.send('slash_commands', { ...payload, trigger_id: String(number) });
      const given = String(payload['command']).slice(1);
      const expected = sentence(new Problem('command_unknown', { given, suggestion: undefined }));
      expect(JSON.stringify(taken?.acknowledgement)).toContain(expected);
    }
  });

  it.each(['socket', 'http'] as const)('of other apps’ buttons are acknowledged and told (%s mode)', async (mode) => {
    const all = z.array(object).parse([...presses, modals['action'] ?? [], modals['ephemeralAction'] ?? []].flat());
    if (all.length > 0) chat = await startChat({ mode });
    for (const payload of all) {
      const use = chat?.slack.user('Ada').uses();
      const taken = await chat?.slack.send('interactive', { ...payload, response_url: use?.responseUrl });
      expect(taken).toBeDefined();
    }
    const told = () => chat?.slack.calls('respond').filter(({ answer }) => answer === '200') ?? [];
    await chat?.slack.until('all whispers', () => (told().length === all.length ? true : undefined));
    const body = { text: sentence(new Problem('button_unknown', {})), replace_original: false };
    for (const { args } of told()) expect(args).toMatchObject({ body });
  });

  it('of a reaction are understood', async () => {
    const reaction = object.safeParse(actions['reaction']).data;
    if (!reaction) return;
    const stage = await openStage([remove]);
    const event = { ...object.parse(reaction['event']), reaction: 'x', item_user: 'U0EASEL' };
    await stage.gestures.event({ ...reaction, event, event_id: 'Ev1' }, stage.ack);
    expect(stage.asked).toEqual([expect.stringMatching(/^slack:C\w+\/\d+\.\d+$/)]);
    await stage.slack.close();
  });

  it('of mentions are understood', async () => {
    const mentions = [actions['mention'], modals['mention']].flatMap((each) => {
      const { data } = object.safeParse(each);
      return data ? [data] : [];
    });
    for (const mention of mentions) {
      const event = object.parse(mention['event']);
      const [, user = ''] = /<@(\w+)>/.exec(String(event['text'])) ?? [];
      const said = readMention({ ...mention, event_id: 'Ev1' }, [roll], user, 0);
      const call = { command: 'roll', input: { kind: 'text', text: String(event['text']).split(' ')[1] } };
      expect(said?.call(undefined)).toMatchObject({ ...call, place: { channel: event['channel'] } });
      expect(said?.root).toBeUndefined();
    }
  });

  it('of an opened App Home are understood, as far as their keys go', () => {
    const opened = recorded('AppHomeOpenedPayload.json');
    const event = object.safeParse(opened['event']).data;
    if (!event) return;
    const filled = { ...event, user: 'U1', tab: 'home', channel: 'D1' };
    const read = readHomeOpened({ ...opened, event_id: 'Ev1', team_id: 'T1', authorizations: [], event: filled }, 0);
    expect(read?.call).toMatchObject({ id: 'slack:Ev1', place: { channel: 'U1', community: 'T1', direct: true } });
    expect(readHomeOpened({ ...opened, event: { ...filled, tab: 'messages' } }, 0)).toBeUndefined();
  });

  it('of a submission are understood as far as they are ours', async () => {
    const submission = object.safeParse(slash['viewSubmission']).data;
    if (!submission) return;
    chat = await startChat();
    const channel = chat.slack.channel('#art');
    const view = {
      ...object.parse(submission['view']),
      callback_id: 'form:imagine',
      private_metadata: JSON.stringify({ channel: channel.id, responseUrl: 'http://127.0.0.1:9/' }),
    };
    // Its fields are another app's, so ours are all empty.
    const taken = await chat.slack.send('interactive', { ...submission, view });
    const errors = { prompt: sentence(new Problem('option_missing', { option: 'prompt' })) };
    expect(taken?.acknowledgement).toEqual({ response_action: 'errors', errors });
  });
});
