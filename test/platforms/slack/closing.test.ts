import { afterEach, expect, it } from 'vitest';
import { Problem } from '../../../src/core/problem.ts';
import { manualClock } from '../../fakes/clock.ts';
import type { Fault } from '../../fakes/slack/faults.ts';
import { see } from '../../fakes/slack/seen.ts';
import { type Chat, painted, sentence, startChat } from './chat.ts';

let chat: Chat;
afterEach(() => chat.close());

const never: Fault = { kind: 'slow', until: new Promise(() => undefined) };

it.each([
  ['while bytes are uploading', 'upload', 1, never],
  // The next question comes after 4.5 s, later than the last word may.
  ['while Slack scans', 'files.info', 4, undefined],
  ['while Slack makes the upload wait', 'files.getUploadURLExternal', 1, { kind: 'rate_limited', seconds: 30 }],
  ['while Slack does not answer', 'files.completeUploadExternal', 1, never],
] as const)('a process that ends %s says so in the message', async (_, method, count, fault) => {
  const painting = Promise.withResolvers<void>();
  const clock = manualClock();
  chat = await startChat({ clock, painting: painting.promise });
  const { slack, bot } = chat;
  const channel = slack.channel('#art');
  slack.files.scanDelay = 60_000;
  if (fault) slack.plan(method, fault);
  await slack.user('Ada').types(channel, '/imagine a fox');
  await channel.message();
  painting.resolve();
  const asleep = fault === never ? 0 : 1;
  while (slack.calls(method).length < count || clock.sleepers < asleep) {
    await new Promise((resolve) => setImmediate(resolve));
    if (slack.calls(method).length < count && clock.sleepers > 0) await clock.advance(500);
  }

  const closed = bot.close(0);
  await clock.advance(0);
  // What is on its way gets a second; last words get three in all.
  await clock.advance(1000);
  await closed;

  const [message, ...others] = channel.messages();
  expect(see(message?.blocks ?? []).lines).toEqual([sentence(new Problem('interrupted', {}))]);
  expect(others).toEqual([]);
});

it('twenty calls in twenty channels get their pictures within Slack’s limits, though each is scanned for 3 s', async () => {
  const clock = manualClock();
  chat = await startChat({ clock });
  const { slack } = chat;
  slack.files.scanDelay = 3000;
  const channels = Array.from({ length: 20 }, (_, number) => slack.channel(`#art-${number}`));
  const typed = channels.map((channel, number) => slack.user(`Person${number}`).types(channel, '/imagine a fox'));
  await Promise.all(typed);
  const done = () => channels.every((channel) => channel.messages().some(painted));
  for (let round = 0; !done() && round < 10_000; round++) {
    await clock.advance(100);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  expect(done()).toBe(true);
  const counts = ['chat.update', 'files.info'].map((method) => slack.calls(method).length);
  expect(slack.requests.filter(({ answer }) => answer === '429')).toEqual([]);
  expect(counts[0]).toBe(20);
  // At 0.5, 1.5 and 3.5 s.
  // At once and after 0.5, 1.5 and 3.5 s; Slack allows a workspace at least 100 a minute (tier 4).
  expect(counts[1]).toBeLessThanOrEqual(80);
});
