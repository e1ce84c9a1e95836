import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readButton, writeButton } from '../../../src/platforms/slack/button.ts';

const command = fc.stringMatching(/^[a-z][a-z0-9_-]{0,31}$/);
const about = fc.stringMatching(/^(slack|discord):[\w.-]{1,255}$/);

describe('a button', () => {
  it('says what its press means, within Slack’s limits and different from its neighbours', () => {
    fc.assert(
      fc.property(command, about, (name, call) => {
        const row = Array.from({ length: 25 }, (_, number) =>
          writeButton({ label: '', command: name, about: call }, number),
        );
        expect(new Set(row.map((action) => action?.action_id)).size).toBe(25);
        for (const action of row) {
          expect(action?.action_id.length).toBeLessThanOrEqual(255);
          expect(action?.value.length).toBeLessThanOrEqual(2000);
          expect(action && readButton(action)).toEqual({ command: name, about: call });
        }
      }),
      { numRuns: 50 },
    );
  });

  it('is read as it was written by this version, a year ago too', () => {
    expect(writeButton({ label: 'Cancel', command: 'cancel', about: 'slack:13345.73.ab' }, 0)).toEqual({
      action_id: 'v1:cancel:0',
      value: 'slack:13345.73.ab',
    });
  });

  it.each([
    ['v2:cancel:0', 'slack:1'],
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
  });
});
