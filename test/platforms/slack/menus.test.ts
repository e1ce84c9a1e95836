import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Reply } from '../../../src/core/reply.ts';
import { see } from '../../fakes/slack/seen.ts';
import { openPlay, type Play, quietly, scripted } from './play.ts';

let play: Play;
afterEach(() => play.close());

const options = z.object({ kind: z.string().optional(), aspect: z.string().optional() });

const shown: Reply = {
  state: 'done',
  text: 'A fox',
  buttons: [
    { label: 'New picture', command: 'roll', about: 'slack:7', picture: 1, with: '--kind new' },
    { label: 'New one', command: 'roll' },
  ],
  menus: [
    {
      label: 'Other shape…',
      choices: [
        { label: 'Wide', command: 'roll', about: 'slack:7', with: '--aspect 16:9' },
        { label: 'Tall', command: 'roll', about: 'slack:7', picture: 0, with: '--aspect 9:16' },
        { label: 'Too long', command: 'roll', about: 'slack:7', with: 'x'.repeat(150) },
      ],
    },
    { label: 'Nothing in it', choices: [] },
  ],
};

describe.each(['socket', 'http'] as const)('buttons and menus in %s mode', (mode) => {
  async function open() {
    const roll = scripted('roll', quietly, { hidden: true }, options);
    play = await openPlay([scripted('show', () => [shown]), roll], { mode });
    await play.ada.types(play.channel, '/show');
    return { roll, message: await play.channel.message() };
  }

  it('stand under the message; what does not fit is left out', async () => {
    const { message } = await open();
    expect(see(message.blocks)).toMatchObject({
      buttons: ['New picture', 'New one'],
      menus: [{ label: 'Other shape…', choices: ['Wide', 'Tall'] }],
    });
  });

  it('are calls with the picture and the options that they say, by whoever presses', async () => {
    const { roll, message } = await open();
    expect(await play.bob.presses(message, 'New picture')).toMatchObject({ outcome: 'acknowledged' });
    expect(await play.bob.presses(message, 'New one')).toMatchObject({ outcome: 'acknowledged' });
    expect(await play.bob.chooses(message, 'Other shape…', 'Tall')).toMatchObject({ outcome: 'acknowledged' });
    const person = { id: `slack:T0FAKE:${play.bob.id}`, name: 'bob' };
    expect(roll.calls).toMatchObject([
      { person, about: 'slack:7', picture: 1, input: { kind: 'text', text: '--kind new' } },
      { person, input: { kind: 'text', text: '' } },
      { person, about: 'slack:7', picture: 0, input: { kind: 'text', text: '--aspect 9:16' } },
    ]);
    expect(roll.calls[1]).not.toHaveProperty('about');
  });

  it('work on a message of the first version', async () => {
    const { roll, message } = await open();
    const old = { type: 'button' as const, text: { type: 'plain_text' as const, text: 'Old' } };
    const blocks = [
      { type: 'actions' as const, elements: [{ ...old, action_id: 'v1:roll:0', value: 'slack:1.2.ab' }] },
    ];
    await play.ada.presses({ ...message, blocks }, 'Old');
    expect(roll.calls).toMatchObject([{ command: 'roll', about: 'slack:1.2.ab' }]);
  });
});
