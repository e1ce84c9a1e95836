import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Button } from '../../../src/core/reply.ts';
import { readButton, writeButton, writeChoice, writeMenu } from '../../../src/platforms/slack/button.ts';

const command = fc.stringMatching(/^[a-z][a-z0-9_-]{0,31}$/);
const about = fc.stringMatching(/^(slack|discord):[\w.-]{1,255}$/);
const options = fc.oneof(
  fc.stringMatching(/^--[a-z]{2,10} [a-z]{2,20}$/),
  fc.string({ unit: 'binary', maxLength: 40 }).map((words) => words.trim()),
);
const button = fc.record(
  { label: fc.constant('Go'), command, about, picture: fc.nat(99), with: options },
  { requiredKeys: ['label', 'command'] },
);
const plainer = ({ label: _, ...call }: Button) => ({
  about: undefined,
  picture: undefined,
  ...call,
  with: call.with || undefined,
});

describe('a button', () => {
  it('says what its press means, within Slack’s limits and different from its neighbours', () => {
    fc.assert(
      fc.property(button, (given) => {
        const row = Array.from({ length: 25 }, (_, number) => writeButton(given, number));
        expect(new Set(row.map((action) => action?.action_id)).size).toBe(25);
        for (const action of row) {
          expect(action?.action_id.length).toBeLessThanOrEqual(255);
          expect(action?.value.length).toBeLessThanOrEqual(2000);
          // Slack would cut them off.
          expect(action?.value.trim()).toBe(action?.value);
          expect(action && readButton(action)).toEqual(plainer(given));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('is read as it was written by this version, a year ago too', () => {
    const whole = {
      label: 'Wording',
      command: 'reroll',
      about: 'slack:13345.73.ab',
      picture: 3,
      with: '--kind wording',
    };
    expect(writeButton(whole, 7)).toEqual({ action_id: 'v2:reroll:7', value: 'slack:13345.73.ab 3 --kind wording' });
    expect(writeButton({ label: 'Cancel', command: 'cancel', about: 'slack:13345.73.ab' }, 0)).toEqual({
      action_id: 'v2:cancel:0',
      value: 'slack:13345.73.ab -',
    });
    expect(writeButton({ label: 'New', command: 'imagine' }, 1)).toEqual({ action_id: 'v2:imagine:1', value: '- -' });
  });

  it('is read as the first version wrote it', () => {
    const read = readButton({ action_id: 'v1:cancel:0', value: 'slack:13345.73.ab' });
    expect(read).toEqual({ command: 'cancel', about: 'slack:13345.73.ab' });
  });

  it.each([
    ['v3:cancel:0', 'slack:1 -'],
    ['v2:cancel:0', 'slack:1'],
    ['v2:cancel:0', 'slack:1 -1'],
    ['v2:cancel:0', 'slack:1 100'],
    ['v2:cancel:0', 'slack:1 0  '],
    ['v2:cancel:0', 'slack: 0'],
    ['v1:cancel', 'slack:1'],
    ['v1:cancel:00', 'slack:1'],
    ['v1:cancel:100', 'slack:1'],
    ['v1:Cancel:0', 'slack:1'],
    ['v1:cancel:0\n', 'slack:1'],
    ['v1:cancel:0', undefined],
    ['v1:cancel:0', ''],
    ['v1:cancel:0', 'slack:'],
    ['v1:cancel:0', 'slack:1\n'],
    ['v1:cancel:0', 'slack:1 2'],
    ['v1:cancel:0', `slack:${'1'.repeat(256)}`],
    ['approve_button', 'yes'],
  ])('is not read otherwise: %j %j', (action_id, value) => {
    expect(readButton({ action_id, value })).toBeUndefined();
  });

  it('is none when its press could not be understood', () => {
    expect(writeButton({ label: 'Go', command: 'Go!', about: 'slack:1' }, 0)).toBeUndefined();
    expect(writeButton({ label: 'Go', command: 'go', about: 'x'.repeat(3000) }, 0)).toBeUndefined();
    expect(writeButton({ label: 'Go', command: 'go', with: 'x'.repeat(3000) }, 0)).toBeUndefined();
  });
});

describe('a choice in a menu', () => {
  it('is a button that fits into 150 characters, or none', () => {
    fc.assert(
      fc.property(button, fc.nat(24), (given, number) => {
        const value = writeChoice(given);
        if (value === undefined) return expect(writeButton(given, 0)?.value.length).toBeGreaterThan(100);
        expect(value.length).toBeLessThanOrEqual(150);
        const chosen = { action_id: writeMenu(number), selected_option: { value } };
        expect(readButton(chosen)).toEqual(plainer(given));
      }),
    );
  });

  it('has room for the longest ids that Slack hands out', () => {
    const about = 'slack:10215325802133.3901254001572.2e2548aa918b35fd85829545c2d4ae2b';
    const choice = {
      label: 'Wide',
      command: 'reroll',
      about,
      picture: 3,
      with: '--kind shape --aspect 16:9 --private xxx',
    };
    expect(writeChoice(choice)).toHaveLength(117);
  });

  it.each([
    ['nothing chosen', null],
    ['no command', { value: '- -' }],
    ['a choice of another app', { value: 'greet' }],
  ])('is not read otherwise: %s', (_, selected_option) => {
    expect(readButton({ action_id: 'v2-menu:0', selected_option })).toBeUndefined();
  });
});
