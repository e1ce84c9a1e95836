import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Problem } from '../../../src/core/problem.ts';
import { testData } from '../../fakes/test-data.ts';
import { type Chat, sentence, startChat } from './chat.ts';

const payloads = z.record(z.string(), z.unknown());
const object = z.record(z.string(), z.unknown());

function recorded(name: string): Record<string, unknown> {
  return payloads.parse(testData(`recorded/${name}`) ?? {});
}

const slash = recorded('chat-slack-slash.json');
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
