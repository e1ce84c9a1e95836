import { describe, expect, it } from 'vitest';
import { describeError } from '../src/log.ts';

describe('errors in the log', () => {
  it.each([
    ['GET https://p9.example.com/a.image?x-expires=1&x-signature=abc%3D failed', 'x-signature'],
    ['authorization: Bearer sk-0123456789abcdef', '0123456789'],
    ['token xoxb-123-abc was refused', 'xoxb-123'],
    [
      'PATCH https://discord.com/api/v10/webhooks/12345678901234567/aW50ZXJhY3Rpb24/messages/@original',
      'aW50ZXJhY3Rpb24',
    ],
  ])('lose what must stay secret: %s', (message, secret) => {
    const described = JSON.stringify(describeError(new Error(message, { cause: new Error(message) })));
    expect(described).not.toContain(secret);
    expect(described).toContain('stack');
  });

  it('keep what an operator needs', () => {
    expect(describeError(new TypeError('no such host images.example.com'))).toMatchObject({
      type: 'TypeError',
      message: 'no such host images.example.com',
    });
  });

  it('describe what is not an error', () => {
    expect(describeError('https://a.example/x?secret=1')).toBe('https://a.example/x?[…]');
  });
});
