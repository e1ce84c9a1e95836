import { expect, test } from 'vitest';
import { createMailbox } from '../../src/generation/mailbox.ts';

test('a reader gets each item, in order, when they are quick', async () => {
  const mailbox = createMailbox<number>();
  const items = mailbox.items();
  const first = items.next();
  mailbox.put(1);
  expect(await first).toEqual({ done: false, value: 1 });
  mailbox.put(2);
  expect(await items.next()).toEqual({ done: false, value: 2 });
  const end = items.next();
  mailbox.end();
  expect(await end).toEqual({ done: true, value: undefined });
});

test('a slow reader gets the newest item, also after the end', async () => {
  const mailbox = createMailbox<number>();
  mailbox.put(1);
  mailbox.put(2);
  const items = mailbox.items();
  expect(await items.next()).toEqual({ done: false, value: 2 });
  mailbox.put(3);
  mailbox.put(4);
  mailbox.end();
  expect(await items.next()).toEqual({ done: false, value: 4 });
  expect(await items.next()).toEqual({ done: true, value: undefined });
});

test('nothing at all ends at once', async () => {
  const mailbox = createMailbox<number>();
  mailbox.end();
  expect(await mailbox.items().next()).toEqual({ done: true, value: undefined });
});
