import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readButton, writeButton } from '../../../src/platforms/discord/button.ts';

const command = fc.stringMatching(/^[a-z-]{1,32}$/);
const invocation = fc.oneof(
  fc.stringMatching(/^discord:[0-9]{17,20}$/),
  fc.stringMatching(/^discord:[0-9]{17,20}:[0-9]{17,20}:[a-z]{1,10}:[0-9a-z]{1,8}$/),
);

describe('a button’s custom id', () => {
  it('is read as it was written, and fits', () => {
    fc.assert(
      fc.property(command, invocation, (name, about) => {
        const id = writeButton({ command: name, about });
        if (id === undefined) return expect(name.length + about.length).toBeGreaterThan(96);
        expect(id.length).toBeLessThanOrEqual(100);
        expect(readButton(id)).toEqual({ command: name, about });
      }),
    );
  });

  it('is only what was written: whatever else comes is nobody’s', () => {
    const pieces = fc.constantFrom(
      'v1',
      'v2',
      ':',
      'cancel',
      'discord',
      '1',
      ' ',
      '\n',
      '\0',
      'É',
      '💥',
      'x'.repeat(99),
    );
    const strange = fc.oneof(
      fc.string(),
      fc.array(pieces, { maxLength: 8 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(strange, (id) => {
        const read = readButton(id);
        if (read) expect(writeButton(read)).toBe(id);
      }),
    );
  });

  it.each([
    '',
    'v1',
    'v1:cancel',
    'v1:cancel:',
    'v1::x',
    'v2:cancel:x',
    'V1:cancel:x',
    ' v1:cancel:x',
    'v1:cancel:x\n',
    'v1:can cel:x',
  ])('is none: %j', (id) => expect(readButton(id)).toBeUndefined());

  it('that is too long is none', () => {
    expect(writeButton({ command: 'cancel', about: 'x'.repeat(90) })).toHaveLength(100);
    expect(writeButton({ command: 'cancel', about: 'x'.repeat(91) })).toBeUndefined();
    expect(readButton(`v1:cancel:${'x'.repeat(91)}`)).toBeUndefined();
  });
});
