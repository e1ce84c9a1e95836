import { type Button, type Menu, pressablesIn } from './blocks.ts';
import { createTeller, type Told } from './events.ts';
import { fileObject } from './file-object.ts';
import type { FakeMessage, FakeUse, FakeWhisper, Pressable, Workspace } from './model.ts';
import { type Taken, timed } from './taken.ts';
import type { Deliver } from './transport.ts';

export type { Told } from './events.ts';

/** What somebody does to a message that is there. */
export interface Gestures {
  /**
   * Presses the button that says so, in a message or in their App Home; resolves when the press is acknowledged or given
   * up. A copy of a message is one that their screen still shows. `at`: which of several, from 0.
   */
  presses(where: FakeMessage | Pressable, label: string, at?: number): Promise<Taken>;
  /** The same in what is shown under the first link of somebody's message. */
  pressesPreview(message: FakeMessage, label: string): Promise<Taken>;
  /** The same in something that they alone see, in a channel. */
  pressesWhispered(channel: { readonly id: string }, whisper: FakeWhisper, label: string): Promise<Taken>;
  /** Chooses in the menu that says so. */
  chooses(where: FakeMessage | Pressable, menu: string, choice: string): Promise<Taken>;
  /** Opens the menu of a message and takes the app's entry of this name. */
  opens(message: FakeMessage, shortcut: string): Promise<Taken>;
  /** Takes the app's entry of this name in the menu for everywhere. */
  begins(shortcut: string): Promise<Taken>;
  /** Reacts with `:x:`; resolves when Slack has told the app, which it tries once more when it is not heard. */
  reacts(message: FakeMessage, emoji: string): Promise<Told>;
  /** Takes a reaction back. */
  takesBack(message: FakeMessage, emoji: string): Promise<Told>;
  /** Tells of the last reaction, or of that it was taken back, again, as Slack's later retries do. */
  reactsAgain(): Promise<Told>;
}

export interface GestureParts {
  readonly workspace: Workspace;
  readonly deliver: Deliver;
  readonly isTold: (event: string) => boolean;
  readonly responseUrl: (trigger: string) => string;
  /** Where a file that somebody posted is, as `url_private`. */
  readonly fileUrl: (id: string) => string;
}

export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly use: (original?: FakeMessage | FakeWhisper) => FakeUse;
}

export function createGestures(actor: Actor, parts: GestureParts): Gestures {
  const { id, name, use } = actor;
  const { workspace, deliver, responseUrl, fileUrl } = parts;
  const tell = createTeller(actor, parts);
  let last: object | undefined;

  const common = () => ({
    user: { id, username: name.toLowerCase(), name: name.toLowerCase(), team_id: workspace.team },
    api_app_id: 'A0EASEL',
    token: 'fake',
    team: { id: workspace.team, domain: 'fake' },
    enterprise: null,
    is_enterprise_install: false,
  });

  function original({ channel, ts }: FakeMessage): FakeMessage | undefined {
    return workspace.messages.find((each) => each.channel === channel && each.ts === ts);
  }

  const channelOf = (channel: string) => ({
    id: channel,
    name: workspace.channels.get(channel)?.name ?? 'directmessage',
  });

  /** Where it was pressed. Slack gives no address for whispers in an App Home. */
  function placeOf(where: FakeMessage | Pressable): object {
    if (!('ts' in where)) {
      const { trigger } = use();
      return { trigger_id: trigger, container: { type: 'view', view_id: 'V1' }, view: { type: 'home' } };
    }
    const { trigger } = use(original(where) ?? where);
    const { channel, ts, author, blocks, text, thread } = where;
    const answer = thread === undefined ? {} : { thread_ts: thread };
    return {
      trigger_id: trigger,
      response_url: responseUrl(trigger),
      container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false, ...answer },
      channel: channelOf(channel),
      message: { type: 'message', user: author, bot_id: workspace.bot.id, ts, text, blocks, ...answer },
    };
  }

  async function act(place: object, action: object): Promise<Taken> {
    const actions = [{ ...action, block_id: 'b1', action_ts: workspace.timestamp() }];
    const payload = { type: 'block_actions', ...common(), ...place, state: { values: {} }, actions };
    return (await timed(workspace.clock, deliver('interactive', payload))).taken;
  }

  function shortcutOf(type: 'message' | 'global', wanted: string): string {
    const found = workspace.shortcuts.find((each) => each.type === type && each.name === wanted);
    if (!found) throw new Error(`The app has no shortcut ${wanted}`);
    return found.callback_id;
  }

  const react = (type: string, { channel, ts, author }: FakeMessage, emoji: string) => {
    const item = { type: 'message', channel, ts };
    const said = { reaction: emoji.replace(/^:|:$/g, ''), item_user: author, event_ts: workspace.moment() };
    return { type, user: id, ...said, item };
  };
  const isWatched = (type: string, { channel }: FakeMessage) =>
    parts.isTold(type) && workspace.channels.get(channel)?.botIsIn === true;

  return {
    presses: (where, label, at) => act(placeOf(where), buttonIn(where, label, at)),
    pressesPreview(message, label) {
      const [[url, blocks] = []] = message.previews;
      const { trigger } = use(message);
      const { channel, ts, thread } = message;
      const answer = thread === undefined ? {} : { thread_ts: thread };
      const where = { message_ts: ts, channel_id: channel, attachment_id: 1, is_ephemeral: false, ...answer };
      const container = { type: 'message_attachment', ...where, is_app_unfurl: true, app_unfurl_url: url };
      const place = { trigger_id: trigger, response_url: responseUrl(trigger), container, channel: channelOf(channel) };
      return act({ ...place, app_unfurl: { app_unfurl_url: url } }, buttonIn({ blocks: blocks ?? [] }, label));
    },
    pressesWhispered({ id: channel }, whisper, label) {
      const { trigger } = use(whisper);
      const ts = workspace.timestamp();
      const container = { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: true };
      const place = { trigger_id: trigger, response_url: responseUrl(trigger), container, channel: channelOf(channel) };
      return act(place, buttonIn(whisper, label));
    },
    chooses(where, label, choice) {
      const menus = pressables(where).filter((each): each is Menu => each.type === 'static_select');
      const menu = menus.find(({ placeholder }) => placeholder?.text === label);
      const chosen = menu?.options.find(({ text }) => text.text === choice);
      if (!menu || !chosen) throw new Error(`There is no choice ${choice} in a menu ${label}`);
      const { options: _, ...told } = menu;
      return act(placeOf(where), { ...told, selected_option: chosen });
    },
    async opens(message, shortcut) {
      const { trigger } = use(original(message) ?? message);
      const { channel, ts, author, text, thread, files } = message;
      const bot = author === workspace.bot.user ? { bot_id: workspace.bot.id } : {};
      const posted = files.map((file) => fileObject(file, fileUrl));
      const said = { type: 'message', user: author, ts, text, ...bot, ...(thread && { thread_ts: thread }) };
      const payload = {
        type: 'message_action',
        ...common(),
        callback_id: shortcutOf('message', shortcut),
        action_ts: workspace.timestamp(),
        message_ts: ts,
        trigger_id: trigger,
        response_url: responseUrl(trigger),
        channel: channelOf(channel),
        message: { ...said, ...(posted.length > 0 && { files: posted }) },
      };
      return (await timed(workspace.clock, deliver('interactive', payload))).taken;
    },
    async begins(shortcut) {
      const about = { callback_id: shortcutOf('global', shortcut), action_ts: workspace.timestamp() };
      const payload = { type: 'shortcut', ...common(), ...about, trigger_id: use().trigger };
      return (await timed(workspace.clock, deliver('interactive', payload))).taken;
    },
    async reacts(message, emoji) {
      if (!isWatched('reaction_added', message)) return { outcome: 'untold' };
      last = tell.wrap(react('reaction_added', message, emoji));
      return tell.send(last);
    },
    async takesBack(message, emoji) {
      if (!isWatched('reaction_removed', message)) return { outcome: 'untold' };
      last = tell.wrap(react('reaction_removed', message, emoji));
      return tell.send(last);
    },
    async reactsAgain() {
      if (!last) throw new Error(`${name} has not reacted yet`);
      return tell.send(last, { number: 2, reason: 'http_timeout' });
    },
  };
}

function buttonIn(where: Pressable, label: string, at = 0): Button {
  const buttons = pressables(where).filter((each): each is Button => each.type === 'button');
  const button = buttons.filter(({ text }) => text.text === label)[at];
  if (!button) throw new Error(`There is no button ${label}`);
  return button;
}

function pressables({ blocks }: Pressable): readonly (Button | Menu)[] {
  return blocks.flatMap(pressablesIn);
}
