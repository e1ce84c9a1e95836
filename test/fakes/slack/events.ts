import { directOf } from './channels.ts';
import { fileObject } from './file-object.ts';
import type { Actor, GestureParts } from './gestures.ts';
import { linksIn, type Sharing, shareIn } from './links.ts';
import { addMessage } from './methods.ts';
import type { FakeFile, FakeMessage, Pressable } from './model.ts';
import { type Taken, timed } from './taken.ts';
import type { Retry } from './transport.ts';

/** How an event was told: `untold` when the app is not to know of it, else how the last of so many tries went. */
export type Told = { readonly outcome: 'untold' } | (Taken & { readonly tries: number });

export interface Teller {
  /** An event as Slack delivers it. */
  wrap(event: object): object;
  /** Tells the app, and once more when it is not heard. */
  send(event: object, retry?: Retry): Promise<Told>;
}

export function createTeller({ id }: Pick<Actor, 'id'>, { workspace, deliver }: GestureParts): Teller {
  async function send(event: object, retry?: Retry): Promise<Told> {
    const { taken } = await timed(workspace.clock, deliver('events_api', event, retry));
    const tries = (retry?.number ?? 0) + 1;
    if (taken.outcome === 'acknowledged' || tries > 1) return { ...taken, tries };
    return send(event, { number: 1, reason: taken.outcome === 'timeout' ? 'http_timeout' : 'http_error' });
  }

  return {
    wrap(event) {
      const authorization = { enterprise_id: null, team_id: workspace.team, user_id: workspace.bot.user, is_bot: true };
      return {
        token: 'fake',
        team_id: workspace.team,
        context_team_id: workspace.team,
        context_enterprise_id: null,
        api_app_id: 'A0EASEL',
        event: { user: id, ...event },
        type: 'event_callback',
        event_id: `Ev${workspace.next()}`,
        event_time: Math.floor(workspace.clock.now() / 1000),
        authorizations: [{ ...authorization, is_enterprise_install: false }],
        is_ext_shared_channel: false,
        event_context: '4-fake',
      };
    },
    send,
  };
}

export interface Uttered {
  /** A message in whose thread it is said. */
  readonly thread?: FakeMessage;
  /** What is posted with it. */
  readonly files?: readonly FakeFile[];
}

export interface Speech extends Sharing {
  /** Says something to the bot in a channel. `@easel` in it becomes a mention. */
  mentions(channel: { readonly id: string }, text: string, more?: Uttered): Promise<Told>;
  /** Writes to the bot in direct messages. */
  writes(text: string, more?: Uttered): Promise<Told>;
  /** Tells of what was said last again, as Slack's later retries do. */
  saysAgain(): Promise<Told>;
  /** Opens their App Home. Resolves with what was published for it, if it was within 3 s. */
  opensHome(): Promise<Told>;
  /** What their App Home shows; waits until it fits. */
  home(fits?: (view: Pressable) => boolean): Promise<Pressable>;
}

/** What somebody says to the bot, and where they look for it. */
export function createSpeech(actor: Actor, parts: GestureParts): Speech {
  const { id, name } = actor;
  const { workspace, isTold, fileUrl } = parts;
  const tell = createTeller(actor, parts);
  let last: object | undefined;
  let lastShared: object | undefined;

  function say(type: 'app_mention' | 'message', channel: string, text: string, { thread, files = [] }: Uttered) {
    const root = thread && (workspace.messages.find(({ ts }) => ts === thread.thread) ?? thread);
    // Slack turns these three into entities before it makes markup of anything.
    const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const written = escaped.replaceAll('@easel', `<@${workspace.bot.user}>`);
    const { ts } = addMessage(workspace, { channel, text: written, author: id, thread: root?.ts, files });
    const answer = root ? { thread_ts: root.ts, parent_user_id: root.author } : {};
    const posted = files.length > 0 ? { files: files.map((file) => fileObject(file, fileUrl)) } : {};
    const event = {
      type,
      user: id,
      text: written,
      ts,
      channel,
      event_ts: ts,
      team: workspace.team,
      ...answer,
      ...posted,
    };
    const subtype = files.length > 0 ? { subtype: 'file_share' } : {};
    last = tell.wrap(type === 'message' ? { ...event, ...subtype, channel_type: 'im' } : event);
    return tell.send(last);
  }

  /** Links are told of also where the app is not in the channel. */
  async function share(channel: string | undefined, text: string): Promise<Told> {
    const { event } = shareIn(workspace, { author: id, channel, text });
    if (!isTold('link_shared') || linksIn(workspace, text).length === 0) return { outcome: 'untold' };
    lastShared = tell.wrap(event);
    return tell.send(lastShared);
  }

  return {
    async mentions(channel, text, more = {}) {
      const isThere = workspace.channels.get(channel.id)?.botIsIn === true;
      if (!isTold('app_mention') || !isThere) return { outcome: 'untold' };
      return say('app_mention', channel.id, text, more);
    },
    async writes(text, more = {}) {
      if (!isTold('message.im')) return { outcome: 'untold' };
      return say('message', directOf(workspace, id).id, text, more);
    },
    async saysAgain() {
      if (!last) throw new Error(`${name} has said nothing yet`);
      return tell.send(last, { number: 2, reason: 'http_timeout' });
    },
    async shares({ id: channel }, text) {
      return share(channel, text);
    },
    composes: (text) => share(undefined, text),
    async sharesAgain() {
      if (!lastShared) throw new Error(`${name} has posted no links yet`);
      return tell.send(lastShared, { number: 2, reason: 'http_timeout' });
    },
    async opensHome() {
      if (!isTold('app_home_opened')) return { outcome: 'untold' };
      const event = { type: 'app_home_opened', tab: 'home', channel: directOf(workspace, id).id };
      return tell.send(tell.wrap({ ...event, event_ts: workspace.timestamp() }));
    },
    home: (fits = () => true) =>
      workspace.until(`the home of ${name}`, () => {
        const view = workspace.homes.get(id);
        return view && fits(view) ? view : undefined;
      }),
  };
}
