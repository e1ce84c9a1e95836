import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { scopes, slackManifest } from '../../../src/platforms/slack/manifest.ts';
import { pngBytes } from '../../fakes/images.ts';
import { openPlay, type Play, scripted } from './play.ts';

let play: Play;
afterEach(() => play.close());

const words = z.object({ prompt: z.string().optional().meta({ positional: true }) });

describe.each(['socket', 'http'] as const)('what is said to the bot in %s mode', (mode) => {
  async function open() {
    const { settings } = slackManifest({ commands: [], mode, publicUrl: 'https://easel.example.com' });
    const imagine = scripted('imagine', (_, { prompt }) => [{ state: 'done', text: `Picture ${prompt}` }], {}, words);
    const edit = scripted(
      'edit',
      ({ about }, { prompt }) => [{ state: 'done', text: `Edit ${prompt} of ${about}` }],
      { hidden: true, onReply: true },
      words,
    );
    const help = scripted('help', () => [{ state: 'done', text: 'Help', whisper: true }], {}, words);
    const events = settings.event_subscriptions.bot_events;
    play = await openPlay([imagine, edit, help], { mode, scopes: Object.keys(scopes), events });
    return { imagine, edit, help };
  }

  it('as a mention is a call in the channel, by the name that Slack knows, and comes once', async () => {
    const { imagine } = await open();
    expect(await play.ada.mentions(play.channel, '@easel a <fox> & a *bear*')).toMatchObject({
      outcome: 'acknowledged',
      tries: 1,
    });
    const answer = await play.channel.message(({ author }) => author === 'U0EASEL');
    expect([answer.text, answer.thread]).toEqual(['Picture a &lt;fox&gt; &amp; a ∗bear∗', undefined]);
    expect(imagine.calls).toMatchObject([
      { id: expect.stringMatching(/^slack:Ev/), input: { text: 'a <fox> & a *bear*' }, person: { name: 'ada' } },
    ]);
    expect(imagine.calls[0]).not.toHaveProperty('about');
    expect(await play.ada.saysAgain()).toMatchObject({ outcome: 'acknowledged' });
    expect(imagine.calls).toHaveLength(1);
  });

  it('in the thread of a picture is about that, and answered there', async () => {
    const { imagine, edit } = await open();
    await play.ada.types(play.channel, '/imagine a fox');
    const picture = await play.channel.message();
    await play.bob.mentions(play.channel, 'please @easel fox -> cat', { thread: picture });
    const answer = await play.channel.message(({ text }) => text.startsWith('Edit'));
    expect(answer.thread).toBe(picture.ts);
    const about = imagine.calls[0]?.id;
    expect(edit.calls).toMatchObject([{ about, input: { text: 'please fox -> cat' } }]);
  });

  it('in a thread of others is a new picture there, and nobody is asked whose it is', async () => {
    const { imagine } = await open();
    const root = play.bob.says(play.channel, 'what about a fox?');
    await play.ada.mentions(play.channel, '@easel a fox', { thread: root });
    const answer = await play.channel.message(({ author }) => author === 'U0EASEL');
    expect([answer.thread, imagine.calls.length]).toEqual([root.ts, 1]);
    expect(play.asked.filter((line) => line.startsWith('shownBy'))).toEqual([]);
  });

  it('without words asks for help, which only the asker hears', async () => {
    await open();
    await play.ada.mentions(play.channel, '@easel');
    expect((await play.ada.whisper()).text).toBe('Help');
    expect(play.channel.messages().filter(({ author }) => author === 'U0EASEL')).toEqual([]);
  });

  it('in direct messages is a call without a mention, also in a thread there', async () => {
    const { imagine, edit } = await open();
    expect(await play.ada.writes('a fox')).toMatchObject({ outcome: 'acknowledged' });
    const direct = play.slack.direct(play.ada);
    const picture = await direct.message(({ text }) => text === 'Picture a fox');
    expect(imagine.calls[0]?.place).toEqual({
      platform: 'slack',
      channel: direct.id,
      community: 'T0FAKE',
      direct: true,
    });
    await play.ada.writes('+ at night', { thread: picture });
    expect((await direct.message(({ text }) => text.startsWith('Edit'))).thread).toBe(picture.ts);
    expect(edit.calls[0]?.about).toBe(imagine.calls[0]?.id);
    // A whisper that nobody else could hear is said aloud, so that it stays.
    await play.ada.writes('help');
    await direct.message(({ text }) => text === 'Help');
    expect(play.ada.whispers).toEqual([]);
  });

  it('costs nothing when it is not for us: no call of Slack’s API, no look-up, no line of the log', async () => {
    await open();
    const direct = play.slack.direct(play.ada);
    const isConnected = () => mode === 'http' || play.slack.sockets.count === 2 || undefined;
    await play.slack.until('every line', isConnected);
    const [requests, lines] = [play.slack.requests.length, play.log.length];
    const event = { user: play.ada.id, text: 'a fox', ts: '1.000001', event_ts: '1.000001' };
    const said = [
      { type: 'message', channel: direct.id, channel_type: 'im', ...event, user: 'U0EASEL' },
      { type: 'message', channel: direct.id, channel_type: 'im', ...event, bot_id: 'B1' },
      { type: 'message', channel: direct.id, channel_type: 'im', ...event, subtype: 'message_changed' },
      { type: 'message', channel: play.channel.id, channel_type: 'channel', ...event },
      { type: 'message', channel: 'G1', channel_type: 'mpim', ...event },
      { type: 'app_mention', channel: play.channel.id, ...event, user: 'U0EASEL' },
      { type: 'app_mention', channel: play.channel.id, ...event, edited: { user: play.ada.id, ts: '2.0' } },
      { type: 'app_mention', channel: direct.id, ...event },
      { type: 'pin_added', channel: play.channel.id, ...event },
    ];
    for (const [number, each] of said.entries()) {
      const body = { type: 'event_callback', event_id: `Ev${number}x`, team_id: 'T0FAKE', event: each };
      expect(await play.slack.send('events_api', body)).toBeDefined();
    }
    expect([play.asked, play.slack.requests.length, play.log.length]).toEqual([[], requests, lines]);
  });

  it('with files is about the pictures among them', async () => {
    const { imagine, help } = await open();
    const files = [play.slack.file('fox.png', pngBytes(100)), play.slack.file('notes.txt', pngBytes(100))];
    await play.ada.mentions(play.channel, '@easel a fox', { files });
    await play.ada.writes('help', { files });
    const told = { files: [expect.stringContaining(`/files-pri/${files[0]?.id}`)] };
    expect([imagine.calls, help.calls]).toMatchObject([[{ ...told, input: { text: 'a fox' } }], [told]]);
  });

  it('by a bot is not answered', async () => {
    const { imagine } = await open();
    const robot = play.slack.user('Robot', { is_bot: true });
    expect(await robot.mentions(play.channel, '@easel a fox')).toMatchObject({ outcome: 'acknowledged' });
    expect(imagine.calls).toEqual([]);
  });
});
