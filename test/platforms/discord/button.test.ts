import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readButton, writeButton } from '../../../src/platforms/discord/button.ts';

const command = fc.stringMatching(/^[a-z-]{1,32}$/);
const invocation = fc.oneof(
  fc.stringMatching(/^discord:[0-9]{17,20}$/),
  fc.stringMatching(/^discord:[-_0-9a-zA-Z]{22}$/),
);
const button = fc.record({
  command,
  about: fc.option(invocation, { nil: undefined }),
  picture: fc.option(fc.integer({ min: 0, max: 99 }), { nil: undefined }),
  with: fc.option(fc.string({ unit: fc.constantFrom(...'--ar 16:9%3A5 "x" é狐💥'), minLength: 1, maxLength: 40 }), {
    nil: undefined,
  }),
});

describe('a button’s custom id', () => {
  it('is read as it was written, and fits', () => {
    fc.assert(
      fc.property(button, (pressed) => {
        const id = writeButton(pressed);
        if (id === undefined) {
          // Each colon and percent sign takes three characters.
          const text = `v2:${pressed.command}:0:${pressed.with ?? ''}:${pressed.about ?? ''}`;
          return expect(text.length + 2 * (text.match(/[:%]/g)?.length ?? 0)).toBeGreaterThan(96);
        }
        expect(id.length).toBeLessThanOrEqual(100);
        expect(readButton(id)).toEqual(pressed);
      }),
    );
  });

  it('fits with 40 characters of options about any call, a reaction’s too', () => {
    const longest = { command: 'settings', about: `discord:${'x'.repeat(22)}`, picture: 9, with: '-'.repeat(40) };
    expect(writeButton(longest)).toHaveLength(85);
  });

  it('is only what was written: whatever else comes is nobody’s', () => {
    const pieces = fc.constantFrom(
      ...['v1', 'v2', ':', '%', '%3A', '%25', 'cancel', 'discord', '0', '1', '01', ' ', '\n', '\0', 'É', '💥'],
      'x'.repeat(99),
    );
    const strange = fc.oneof(
      fc.string(),
      fc.array(pieces, { maxLength: 8 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(strange, (id) => {
        const read = readButton(id);
        if (read && id.startsWith('v2')) expect(writeButton(read)).toBe(id);
      }),
    );
  });

  it.each([
    ['v1:cancel:discord:1457536583141163000', { command: 'cancel', about: 'discord:1457536583141163000' }],
    [
      'v1:cancel:discord:1457536955662471180:1033044521375764530:cancel:ab12c',
      { command: 'cancel', about: 'discord:1457536955662471180:1033044521375764530:cancel:ab12c' },
    ],
  ])('of an older message is still read: %s', (id, pressed) => expect(readButton(id)).toEqual(pressed));

  it.each([
    '',
    'v1',
    'v1:cancel',
    'v1:cancel:',
    'v1::x',
    'v2:cancel',
    'v2:cancel:',
    'v2:cancel::',
    'v2::0::x',
    'v2:cancel:x::discord:1',
    'v2:cancel:01::discord:1',
    'v2:cancel:100::discord:1',
    'v2:cancel:0:%:discord:1',
    'v2:cancel:0:%3a:discord:1',
    'v2:cancel:::a b',
    'V1:cancel:x',
    ' v1:cancel:x',
    'v1:cancel:x\n',
    'v1:can cel:x',
    'v2:menu:0',
  ])('is none: %j', (id) => expect(readButton(id)).toBeUndefined());

  it('that is too long is none', () => {
    expect(writeButton({ command: 'cancel', about: 'x'.repeat(88) })).toHaveLength(100);
    expect(writeButton({ command: 'cancel', about: 'x'.repeat(89) })).toBeUndefined();
    expect(readButton(`v1:cancel:${'x'.repeat(91)}`)).toBeUndefined();
  });
});
