import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import type { Invocation } from '../../../src/core/invocation.ts';
import { createClient } from '../../../src/platforms/slack/client.ts';
import { createPeople, type People, type PeopleParts } from '../../../src/platforms/slack/people.ts';
import { type ManualClock, manualClock } from '../../fakes/clock.ts';
import { invocationOf } from '../../fakes/invocation.ts';
import type { Account } from '../../fakes/slack/model.ts';
import { see } from '../../fakes/slack/seen.ts';
import { type FakeSlack, startFakeSlack } from '../../fakes/slack.ts';
import { type Chat, linesLog, painted, startChat } from './chat.ts';

const team = 'T0FAKE';
const call = invocationOf('', {
  locale: 'en',
  person: { id: 'slack:T0FAKE:U1', name: 'ada' },
  place: { platform: 'slack', channel: 'C1', community: team },
});
const hour = 3_600_000;

describe('what Slack knows of a person', () => {
  let slack: FakeSlack;
  let clock: ManualClock;
  let people: People;
  let lines: string[];

  beforeEach(async () => {
    clock = manualClock();
    slack = await startFakeSlack({ clock });
    lines = [];
    const parts = { clock, log: linesLog(lines) };
    people = createPeople({ ...parts, client: createClient({ ...parts, ...slack }) });
  });
  afterEach(() => slack.close());

  const asked = () => slack.calls('users.info').length;
  const complete = (user: string, from: Invocation = call) => people.complete(from, { team, user });
  const known = async (account: Account, from?: Invocation) => {
    const { locale, person } = await complete(slack.user('Ada', account).id, from);
    return { locale, roles: person.roles, rights: person.rights };
  };

  const nothing = { locale: 'en-US', roles: [], rights: [] };
  const everything = ['moderate', 'administer'];

  it.each<[Account, object]>([
    [{}, nothing],
    [{ locale: 'zh-CN' }, { ...nothing, locale: 'zh-CN' }],
    [{ is_admin: true }, { ...nothing, roles: ['slack:T0FAKE:admin'], rights: everything }],
    [{ is_owner: true }, { ...nothing, roles: ['slack:T0FAKE:admin'], rights: everything }],
    [{ is_primary_owner: true }, { ...nothing, roles: ['slack:T0FAKE:admin'], rights: everything }],
    [{ is_restricted: true }, { ...nothing, roles: ['slack:T0FAKE:guest'] }],
    [
      { is_restricted: true, is_ultra_restricted: true },
      { ...nothing, roles: ['slack:T0FAKE:guest'] },
    ],
    [
      { external: 'seen', is_admin: true },
      { ...nothing, locale: 'en' },
    ],
    [
      { external: 'hidden', is_admin: true },
      { locale: 'en', roles: undefined, rights: undefined },
    ],
  ])('%j', async (account, expected) => {
    expect(await known(account)).toEqual(expected);
    expect(lines).toEqual([]);
  });

  it('gives nobody rights in direct messages', async () => {
    const direct = { ...call, place: { ...call.place, community: undefined } };
    expect(await known({ is_owner: true }, direct)).toMatchObject({ roles: ['slack:T0FAKE:admin'], rights: [] });
  });

  it('is asked once an hour for each, and once by calls at the same time', async () => {
    const ada = slack.user('Ada', { locale: 'zh-TW' });
    const eve = slack.user('Eve', { external: 'hidden' });
    const all = await Promise.all([ada, ada, ada, eve].map(({ id }) => complete(id)));
    expect(all.map(({ locale }) => locale)).toEqual(['zh-TW', 'zh-TW', 'zh-TW', 'en']);
    ada.becomes({ locale: 'fr-FR' });
    await clock.advance(hour - 1);
    expect(await complete(ada.id)).toMatchObject({ locale: 'zh-TW' });
    await complete(eve.id);
    expect(asked()).toBe(2);
    await clock.advance(1);
    expect(await complete(ada.id)).toMatchObject({ locale: 'fr-FR' });
    expect(asked()).toBe(3);
  });

  it('is not waited for longer than 700 ms, and is there for the next call', async () => {
    const ada = slack.user('Ada', { locale: 'zh-CN' });
    const slow = Promise.withResolvers<void>();
    slack.plan('users.info', { kind: 'slow', until: slow.promise });
    const first = complete(ada.id);
    await slack.until('the question', () => asked() || undefined);
    await clock.advance(699);
    const second = complete(ada.id);
    expect(clock.sleepers).toBe(2);
    await clock.advance(1);
    expect(await first).toBe(call);
    slow.resolve();
    expect(await second).toMatchObject({ locale: 'zh-CN' });
    expect(clock.sleepers).toBe(0);
    expect(await complete(ada.id)).toMatchObject({ locale: 'zh-CN' });
    expect(asked()).toBe(1);
  });

  it('needs a scope: without it the operator is told once, and Slack left alone for ten minutes', async () => {
    slack.grant(['commands']);
    const [ada, bob] = [slack.user('Ada', { locale: 'zh-CN' }), slack.user('Bob')];
    expect(await complete(ada.id)).toBe(call);
    expect(await complete(bob.id)).toBe(call);
    await clock.advance(600_000);
    expect(await complete(bob.id)).toBe(call);
    expect(asked()).toBe(2);
    expect(lines).toEqual([expect.stringContaining('"reason":"users:read"')]);
    slack.grant(['users:read']);
    await clock.advance(600_000);
    expect(await complete(ada.id)).toMatchObject({ locale: 'zh-CN' });
  });

  it.each([
    [{ kind: 'rate_limited', seconds: 20 }, 20_000],
    [{ kind: 'status', status: 503, done: false }, 30_000],
    [{ kind: 'drop', done: true }, 30_000],
    [{ kind: 'error', error: 'account_inactive' }, 600_000],
  ] as const)('is left alone for a while after %j', async (fault, pause) => {
    const ada = slack.user('Ada', { locale: 'zh-CN' });
    slack.plan('users.info', fault);
    expect(await complete(ada.id)).toBe(call);
    await clock.advance(pause - 1);
    expect(await complete(ada.id)).toBe(call);
    expect(asked()).toBe(1);
    await clock.advance(1);
    expect(await complete(ada.id)).toMatchObject({ locale: 'zh-CN' });
  });

  it('keeps the language and the roles when it cannot be asked again, but no right', async () => {
    const ada = slack.user('Ada', { locale: 'zh-CN', is_admin: true });
    await complete(ada.id);
    await clock.advance(hour);
    slack.grant([]);
    const { locale, person } = await complete(ada.id);
    expect({ locale, ...person }).toMatchObject({ locale: 'zh-CN', roles: ['slack:T0FAKE:admin'], rights: [] });
  });
});

it('remembers 5000 people and no more', async () => {
  const asked: string[] = [];
  const client: PeopleParts['client'] = {
    async person(user) {
      asked.push(user);
      throw Object.assign(new Error('hidden'), {
        code: 'slack_webapi_platform_error',
        data: { error: 'user_not_visible' },
      });
    },
  };
  const { complete } = createPeople({ client, clock: systemClock, log: linesLog([]) });
  for (let number = 0; number <= 5000; number++) await complete(call, { team, user: `U${number}` });
  await complete(call, { team, user: 'U1' });
  expect(asked).toHaveLength(5001);
  await complete(call, { team, user: 'U0' });
  expect(asked).toHaveLength(5002);
});

describe('a Chinese person on Slack', () => {
  let chat: Chat;
  afterEach(() => chat.close());

  async function open(mode: 'socket' | 'http') {
    chat = await startChat({ mode, clock: systemClock });
    const { slack } = chat;
    return { slack, ada: slack.user('Ada', { locale: 'zh-CN' }), channel: slack.channel('#art') };
  }

  it.each(['socket', 'http'] as const)('reads Chinese: picture, whisper, form and its picture (%s)', async (mode) => {
    const { slack, ada, channel } = await open(mode);
    await ada.types(channel, '/imagine 一只狐狸');
    const facts = see((await channel.message(painted)).blocks).contexts[0];
    expect(facts).toEqual(expect.arrayContaining([expect.stringMatching(/^种子 \d+$/)]));
    await ada.types(channel, '/usage');
    expect(see((await ada.whisper()).blocks).lines.join()).toContain('您的图片数量');
    await ada.types(channel, '/imagine');
    const form = await ada.form();
    expect(form.fields.map(({ label }) => label.text)).toContain('画面比例');
    await form.submit({ 描述: '另一只狐狸' });
    const second = await channel.message((each) => painted(each) && see(each.blocks).quote === '另一只狐狸');
    expect(JSON.stringify(second.blocks)).toContain('AI 生成');
    expect(slack.calls('users.info')).toHaveLength(1);
  });

  it('is acknowledged in time when Slack does not say who it is', async () => {
    const { slack, ada, channel } = await open('socket');
    const slow = Promise.withResolvers<void>();
    slack.plan('users.info', { kind: 'slow', until: slow.promise });
    const { outcome } = await ada.types(channel, '/imagine a fox');
    expect(outcome).toBe('acknowledged');
    await channel.message(painted);
    slow.resolve();
  });
});
