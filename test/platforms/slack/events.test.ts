import { afterEach, describe, expect, it } from 'vitest';
import type { Journal } from '../../../src/core/journal.ts';
import { Problem } from '../../../src/core/problem.ts';
import { slackManifest } from '../../../src/platforms/slack/manifest.ts';
import { type Chat, painted, startChat } from './chat.ts';

let chat: Chat;
afterEach(() => chat.close());

/** A journal that knows nothing but what its messages show, and counts what it is asked. */
function recordedJournal() {
  const messages = new Map<string, string>();
  const asked: string[] = [];
  const journal: Journal = {
    async accept({ id }) {
      asked.push(`accept ${id}`);
      return { id, attempt: 1 };
    },
    flush: async () => undefined,
    acknowledged: async () => true,
    async move({ id }, _, message) {
      if (message) messages.set(message, id);
      return true;
    },
    end: async () => true,
    begunBy: async () => undefined,
    recall: async () => undefined,
    async shownBy(message) {
      asked.push(`shownBy ${message}`);
      const about = messages.get(message);
      return about === undefined ? undefined : { about };
    },
    takeUp: async () => [],
    renew: async () => [],
  };
  return { journal, asked };
}

describe.each(['socket', 'http'] as const)('events in %s mode', (mode) => {
  it('that mean nothing cost no call of Slack’s API and no line of the journal', async () => {
    const { journal, asked } = recordedJournal();
    chat = await startChat({ mode, journal });
    const { slack } = chat;
    const [ada, channel] = [slack.user('Ada'), slack.channel('#art')];
    await ada.types(channel, '/imagine a fox');
    const ours = await channel.message(painted);
    const chatter = ada.says(channel, 'nice fox');
    const elsewhere = { ...ours, ts: '1600000000.000001' };
    await expect.poll(() => chat.log.filter((line) => line.includes('answered'))).toHaveLength(1);
    const [requests, lines] = [slack.requests.length, chat.log.length];
    asked.splice(0);
    for (const [message, emoji] of [
      [chatter, ':x:'],
      [ours, ':fox_face:'],
      [elsewhere, ':x:'],
    ] as const) {
      expect(await ada.reacts(message, emoji)).toMatchObject({ outcome: 'acknowledged', tries: 1 });
    }
    expect(asked).toEqual([`shownBy slack:${channel.id}/1600000000.000001`]);
    expect([slack.requests.length, chat.log.length]).toEqual([requests, lines]);
  });

  it('come as the manifest asks for them', async () => {
    const { oauth_config, settings } = slackManifest({ commands: [], mode, publicUrl: 'https://easel.example.com' });
    const scopes = oauth_config.scopes.bot;
    const events = settings.event_subscriptions.bot_events;
    const { journal, asked } = recordedJournal();
    chat = await startChat({ mode, journal, scopes, events });
    const [ada, channel] = [chat.slack.user('Ada'), chat.slack.channel('#art')];
    await ada.types(channel, '/imagine a fox');
    const message = await channel.message(painted);
    expect(await ada.reacts(message, ':x:')).toMatchObject({ outcome: 'acknowledged' });
    expect(asked.at(-1)).toMatch(/^accept slack:Ev/);
  });
});

it('a reaction that could not be looked up is told again by Slack, and then it is a call', async () => {
  const { journal, asked } = recordedJournal();
  let tries = 0;
  const shownBy = async (message: string) => {
    if (tries++ === 0) throw new Problem('storage_failed', {}, { hint: 'the database is away' });
    return journal.shownBy(message);
  };
  chat = await startChat({ mode: 'http', journal: { ...journal, shownBy } });
  const [ada, channel] = [chat.slack.user('Ada'), chat.slack.channel('#art')];
  await ada.types(channel, '/imagine a fox');
  const message = await channel.message(painted);
  expect(await ada.reacts(message, ':x:')).toMatchObject({ outcome: 'acknowledged', tries: 2 });
  expect(asked.at(-1)).toMatch(/^accept slack:Ev/);
  expect(chat.log.join('\n')).toContain('the database is away');
});

it('a reaction that comes when no calls are taken any more is told again by Slack, to the next process', async () => {
  const { journal, asked } = recordedJournal();
  chat = await startChat({ mode: 'http', journal });
  const [ada, channel] = [chat.slack.user('Ada'), chat.slack.channel('#art')];
  await ada.types(channel, '/imagine a fox');
  const message = await channel.message(painted);
  await chat.bot.close(0);
  expect(await ada.reacts(message, ':x:')).not.toMatchObject({ outcome: 'acknowledged' });
  expect(asked.filter((line) => line.startsWith('accept slack:Ev'))).toEqual([]);
});
