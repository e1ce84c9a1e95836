import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { type Chat, painted, startChat } from './chat.ts';

describe('HTTP mode', () => {
  let chat: Chat;
  beforeEach(async () => {
    chat = await startChat({ mode: 'http', limited: false });
  });
  afterEach(() => chat.close());

  const seconds = () => Math.floor(Date.now() / 1000);
  const body = new URLSearchParams({
    command: '/easel',
    text: 'help',
    trigger_id: '1.2',
    response_url: 'https://hooks.slack.com/commands/1',
    channel_id: 'C1',
    team_id: 'T1',
    user_id: 'U1',
    user_name: 'ada',
  }).toString();

  it.each([
    ['now', 0, 200],
    ['four minutes old', -4 * 60, 200],
    ['four minutes ahead', 4 * 60, 200],
    ['six minutes old', -6 * 60, 401],
    ['six minutes ahead', 6 * 60, 401],
    ['a year ahead', 365 * 86_400, 401],
  ])('answers a well-signed request from %s', async (_, offset, status) => {
    const response = await chat.slack.http.post(body, chat.slack.http.sign(body, seconds() + offset));
    expect(response.status).toBe(status);
  });

  it.each([
    ['no signature', { 'x-slack-signature': '' }],
    ['another signature', { 'x-slack-signature': `v0=${'0'.repeat(64)}` }],
    ['another version', { 'x-slack-signature': 'v1=00' }],
    ['no time', { 'x-slack-request-timestamp': '' }],
    ['a time that is none', { 'x-slack-request-timestamp': 'soon' }],
  ])('refuses %s', async (_, changes) => {
    const response = await chat.slack.http.post(body, { ...chat.slack.http.sign(body, seconds()), ...changes });
    expect(response.status).toBe(401);
  });

  it('refuses a body that was changed on its way', async () => {
    const response = await chat.slack.http.post(`${body}&a=1`, chat.slack.http.sign(body, seconds()));
    expect(response.status).toBe(401);
  });

  it('answers Slack’s test of the address', async () => {
    const challenge = JSON.stringify({ type: 'url_verification', challenge: 'abc' });
    const response = await fetch(chat.url ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...chat.slack.http.sign(challenge, seconds()) },
      body: challenge,
    });
    expect(await response.json()).toEqual({ challenge: 'abc' });
  });

  it('knows no other path', async () => {
    const signed = chat.slack.http.sign(body, seconds());
    const response = await fetch(`${chat.url}/else`, { method: 'POST', headers: signed, body });
    expect(response.status).toBe(404);
  });

  it.each(['while it is painted', 'when it is over'])(
    'answers a delivery that comes twice, %s, and paints once',
    async (when) => {
      const painting = Promise.withResolvers<void>();
      await chat.close();
      chat = await startChat({ mode: 'http', painting: painting.promise });
      const channel = chat.slack.channel('#art');
      const call = { command: '/imagine', text: 'a fox', trigger_id: '1.2', response_url: 'https://hooks.slack.com/1' };
      const person = { channel_id: channel.id, team_id: 'T1', user_id: 'U1', user_name: 'ada' };
      const delivery = new URLSearchParams({ ...call, ...person }).toString();
      const deliver = async () =>
        (await chat.slack.http.post(delivery, chat.slack.http.sign(delivery, seconds()))).status;
      expect(await deliver()).toBe(200);
      await channel.message();
      if (when === 'when it is over') {
        painting.resolve();
        await channel.message(painted);
        // By the time that another call is answered, this one is over.
        await chat.slack.user('Bob').types(channel, '/easel help');
      }
      expect(await deliver()).toBe(200);
      painting.resolve();
      await channel.message(painted);
      expect([chat.orders.length, channel.messages().length]).toEqual([1, 1]);
    },
  );

  it('answers a form that comes twice', async () => {
    const [ada, channel] = [chat.slack.user('Ada'), chat.slack.channel('#art')];
    await ada.types(channel, '/imagine');
    const { view } = await ada.form();
    const submitted = {
      trigger_id: '7.7',
      team: { id: 'T1' },
      user: { id: ada.id, name: 'ada' },
      type: 'view_submission',
      view: { ...view, id: 'V1', state: { values: { prompt: { value: { value: 'a fox' } } } } },
    };
    for (let n = 0; n < 2; n++) {
      expect(await chat.slack.send('interactive', submitted)).toEqual({ acknowledgement: {} });
    }
    await channel.message(painted);
    expect(chat.orders).toHaveLength(1);
  });

  it('answers forty calls at once within Slack’s time', async () => {
    await chat.close();
    chat = await startChat({ mode: 'http', limited: false, clock: systemClock });
    const { slack } = chat;
    const channels = Array.from({ length: 10 }, (_, number) => slack.channel(`#art-${number}`));
    const taken = await Promise.all(
      channels.flatMap((channel, number) => {
        const person = slack.user(`Person${number}`);
        return [1, 2, 3, 4].map((fox) => person.types(channel, `/imagine fox ${fox}`));
      }),
    );
    expect(taken.every(({ outcome }) => outcome === 'acknowledged')).toBe(true);
    await Promise.all(channels.map((channel) => channel.message(painted)));
  });
});
