import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { openLedger } from '../../fakes/ledger.ts';
import { see } from '../../fakes/slack/seen.ts';
import { type Chat, startChat } from './chat.ts';

let chat: Chat;
let ledger: Awaited<ReturnType<typeof openLedger>>;

beforeEach(async () => {
  ledger = await openLedger({ platform: 'slack', community: 'T0FAKE' });
  chat = await startChat({ clock: systemClock, bot: ledger.bot });
});
afterEach(async () => {
  await chat.close();
  await ledger.close();
});

it('shows administrators their workspace, in a whisper, and nothing of it comes alive', async () => {
  const { slack } = chat;
  const [ada, channel] = [slack.user('Ada', { is_owner: true }), slack.channel('#art')];
  await ada.types(channel, '/usage');
  const { lines, contexts, live } = see((await ada.whisper()).blocks);
  expect(contexts).toEqual([['Today 0 pictures', 'This month 0 pictures']]);
  expect(lines).toContainEqual(expect.stringMatching(/^So far this month: 28 of 500 pictures, 0\.84 spent, new ones/));
  expect(lines).toContainEqual(
    expect.stringMatching(/^Everyone together, this month: 28 pictures, 0\.84 of 100 spent/),
  );
  expect(lines).toContainEqual(expect.stringMatching(/^7 6 <@1> \*bold\* @everyone long .{1,40}…$/));
  expect(lines.filter((line) => line.includes('*bold*'))).toHaveLength(5);
  expect(lines.slice(-2)).toEqual(['28 waiting', '0 being painted']);
  expect(live).toEqual([]);
  expect(channel.messages()).toEqual([]);
});

it('shows everybody else, in Chinese too, their own and the workspace’s limit as far as it concerns them', async () => {
  const { slack } = chat;
  const [bob, channel] = [slack.user('Bob', { locale: 'zh-CN' }), slack.channel('#art')];
  await bob.types(channel, '/usage');
  const { lines, contexts } = see((await bob.whisper()).blocks);
  expect(lines).toEqual([expect.stringContaining('您的图片数量')]);
  expect(contexts[0]?.slice(0, 2)).toEqual(['今天 0 张图片', '本月 0 张图片']);
  expect(contexts[0]?.[2]).toContain('本社区，本月 还剩 472 张图片');
});
