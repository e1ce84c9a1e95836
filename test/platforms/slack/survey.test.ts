import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient } from '../../../src/platforms/slack/client.ts';
import type { Me } from '../../../src/platforms/slack/identity.ts';
import { scopes } from '../../../src/platforms/slack/manifest.ts';
import { isOpen, survey } from '../../../src/platforms/slack/survey.ts';
import { type FakeSlack, startFakeSlack } from '../../fakes/slack.ts';
import { linesLog, me } from './chat.ts';
import { hastyClock } from './clock.ts';
import { openPlay, scripted } from './play.ts';

describe('looking at a channel', () => {
  let slack: FakeSlack;
  beforeEach(async () => {
    slack = await startFakeSlack({ scopes: Object.keys(scopes) });
  });
  afterEach(() => slack.close());

  function look(channel: string, isThere = false, who: Me = me) {
    const { apiUrl, botToken } = slack;
    const client = createClient({ botToken, apiUrl, clock: hastyClock(), log: linesLog([]) });
    return survey({ client, me: who }, channel, { isThere });
  }

  it('tells its name and its workspace', async () => {
    const { id } = slack.channel('#best-of');
    const found = {
      name: '#best-of',
      community: 'T0FAKE',
      look: 'messages',
      restricted: false,
      isOpen: true,
      missing: [],
    };
    expect(await look(id)).toEqual(found);
  });

  it('lacks nothing in a public channel that the bot enters by posting, nor in a private one that it is in', async () => {
    const open = slack.channel('#open', { botIsIn: false });
    const closed = slack.channel('#closed', { kind: 'private' });
    expect(await look(open.id)).toMatchObject({ name: '#open', missing: [] });
    expect(await look(closed.id)).toMatchObject({ name: '#closed', isOpen: false, missing: [] });
  });

  it('knows which channels everybody can read, and takes what it may not know for one that they cannot', async () => {
    const { apiUrl, botToken } = slack;
    const client = createClient({ botToken, apiUrl, clock: hastyClock(), log: linesLog([]) });
    const open = (channel: string) => isOpen({ client, me }, channel);
    const [all, some] = [slack.channel('#open'), slack.channel('#closed', { kind: 'private' })];
    expect([await open(all.id), await open(some.id)]).toEqual([true, false]);
    slack.grant(['chat:write']);
    expect(await open(all.id)).toBe(false);
    await expect(open('nonsense')).rejects.toMatchObject({ code: 'place_unreachable' });
  });

  it('takes a channel that it may not know for a public one', async () => {
    slack.grant(['chat:write']);
    const { id } = slack.channel('#best-of');
    expect(await look(id)).toMatchObject({ name: undefined, community: 'T0FAKE', isOpen: false, missing: [] });
  });

  it('says who has to be invited where somebody calls from a private channel without the bot', async () => {
    const { id } = slack.channel('#closed', { kind: 'private', botIsIn: false });
    const found = { name: undefined, isOpen: false, missing: ['/invite @easel'] };
    expect(await look(id, true)).toMatchObject(found);
    await expect(look(id)).rejects.toMatchObject({ code: 'place_unreachable' });
  });

  it.each([
    ['archived', { refusal: 'is_archived' }],
    ['deleted', { deleted: true }],
  ])('finds no place in one that is %s', async (_, changes) => {
    const { id } = slack.channel('#old', changes);
    await expect(look(id)).rejects.toMatchObject({ code: 'place_unreachable' });
  });

  it('takes nobody’s direct messages for a channel', async () => {
    const { id } = slack.direct(slack.user('Ada'));
    await expect(look(id)).rejects.toMatchObject({ code: 'place_unreachable' });
  });

  it('asks for nothing that is no channel', async () => {
    for (const given of ['', '#best-of', 'U123', 'C1/2', '123'])
      await expect(look(given)).rejects.toMatchObject({ code: 'place_unreachable' });
    expect(slack.requests).toEqual([]);
  });

  it('says when Slack does not answer, or has not said yet who we are', async () => {
    const { id } = slack.channel('#best-of');
    await expect(look(id, false, { ...me, team: undefined })).rejects.toMatchObject({ code: 'place_silent' });
    slack.plan('conversations.info', { kind: 'status', status: 503, done: false }, 50);
    await expect(look(id)).rejects.toMatchObject({ code: 'place_silent' });
  });
});

it('a command looks at a channel through its surface, and a curator through the platform', async () => {
  const ask = scripted('ask', () => []);
  const play = await openPlay([ask]);
  try {
    const { id } = play.slack.channel('#closed', { kind: 'private', botIsIn: false });
    const call = { ...(await callOf(play, ask)), place: { platform: 'slack', channel: id, community: 'T0FAKE' } };
    const address = { responseUrl: '', spot: '', whispered: 'no', files: '', shared: '' };
    const surface = play.platform.attach(call, address, true);
    expect(await surface?.survey?.(id)).toMatchObject({ missing: ['/invite @easel'] });
    await expect(play.platform.walls?.survey(id)).rejects.toMatchObject({ code: 'place_unreachable' });
  } finally {
    await play.close();
  }
});

async function callOf(play: Awaited<ReturnType<typeof openPlay>>, ask: ReturnType<typeof scripted>) {
  await play.ada.types(play.channel, '/ask');
  const [call] = ask.calls;
  if (!call) throw new Error('Nobody has called');
  return call;
}
