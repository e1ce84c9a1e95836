import { expect, test } from 'vitest';
import { cancel } from '../../commands/cancel.ts';
import type { Person } from '../../src/core/invocation.ts';
import type { Problem } from '../../src/core/problem.ts';
import { contextOf } from '../fakes/context.ts';
import { recordedGenerate } from '../fakes/generation.ts';

const [ada, grace] = ['discord:42', 'discord:43'];
/** Of a call that was made at 1,700,000,000,000. */
const orderedAt = 1_699_999_999_999;
const pictures = [
  { invocation: 'discord:1', n: 0, person: ada, orderedAt },
  { invocation: 'discord:2', n: 0, person: grace, orderedAt },
  { invocation: 'discord:3', n: 0, person: ada, orderedAt },
  { invocation: 'discord:3', n: 1, person: ada, orderedAt },
];

/** What comes of Ada's call. */
async function called(
  parts: { about?: string; locale?: string; pictures?: typeof pictures; person?: Person; over?: boolean } = {},
) {
  const context = contextOf({ generate: recordedGenerate().generate, pictures, ...parts });
  const replies = await Array.fromAsync(cancel.run({ kind: 'text', text: '' }, context)).catch(
    (problem: Problem) => problem.code,
  );
  return { replies, cancelled: context.cancelled.map(({ invocation, n }) => `${invocation} ${n}`) };
}

test('typed, it cancels all that is mine and says how many that were', async () => {
  const { replies, cancelled } = await called();
  expect(replies).toEqual([{ state: 'done', whisper: true, text: 'Cancelled 3 pictures.' }]);
  expect(cancelled).toEqual(['discord:1 0', 'discord:3 0', 'discord:3 1']);
  expect((await called({ locale: 'zh-CN' })).replies).toMatchObject([{ text: '已取消 3 张图片。' }]);
});

test('under a message, it cancels the pictures of that message and leaves the telling to it', async () => {
  expect(await called({ about: 'discord:3' })).toEqual({ replies: [], cancelled: ['discord:3 0', 'discord:3 1'] });
});

test('leaves the pictures of others alone', async () => {
  expect(await called({ about: 'discord:2' })).toEqual({ replies: 'not_yours', cancelled: [] });
});

test('lets moderators cancel the pictures of others', async () => {
  const person: Person = { id: ada, name: 'Ada', rights: ['moderate'] };
  expect(await called({ about: 'discord:2', person })).toEqual({ replies: [], cancelled: ['discord:2 0'] });
});

test('leaves alone what was ordered after it, when it is run again', async () => {
  const later = { invocation: 'discord:4', n: 0, person: ada, orderedAt: 1_700_000_000_001 };
  expect((await called({ pictures: [...pictures, later] })).cancelled).not.toContain('discord:4 0');
  expect(await called({ pictures: [later] })).toEqual({ replies: 'nothing_to_cancel', cancelled: [] });
});

test('counts only what it was in time for', async () => {
  expect((await called({ over: true })).replies).toBe('nothing_to_cancel');
});

test('says when there is nothing to cancel any more', async () => {
  expect(await called({ about: 'discord:9' })).toEqual({ replies: 'nothing_to_cancel', cancelled: [] });
  expect(await called({ pictures: [] })).toEqual({ replies: 'nothing_to_cancel', cancelled: [] });
});
