import type { Button } from './blocks.ts';
import type { FakeMessage, FakeUse, Workspace } from './model.ts';
import { type Taken, timed } from './taken.ts';
import type { Deliver, Retry } from './transport.ts';

/** How an event was told: `untold` when the app is not to know of it, else how the last of so many tries went. */
export type Told = { readonly outcome: 'untold' } | (Taken & { readonly tries: number });

/** What somebody does to a message that is there. */
export interface Gestures {
  /**
   * Presses the button that says so; resolves when the press is acknowledged or given up. A copy of a message is one that
   * their screen still shows.
   */
  presses(message: FakeMessage, label: string): Promise<Taken>;
  /** Reacts with `:x:`; resolves when Slack has told the app, which it tries once more when it is not heard. */
  reacts(message: FakeMessage, emoji: string): Promise<Told>;
  /** Tells of the last reaction again, as Slack's later retries do. */
  reactsAgain(): Promise<Told>;
}

interface GestureParts {
  readonly workspace: Workspace;
  readonly deliver: Deliver;
  readonly isTold: (event: string) => boolean;
  readonly responseUrl: (trigger: string) => string;
}

interface Actor {
  readonly id: string;
  readonly name: string;
  readonly use: (original: FakeMessage) => FakeUse;
}

export function createGestures({ id, name, use }: Actor, parts: GestureParts): Gestures {
  const { workspace, deliver, isTold, responseUrl } = parts;
  let last: object | undefined;

  function press(message: FakeMessage, { text, ...button }: Button): object {
    const original = workspace.messages.find(({ channel, ts }) => channel === message.channel && ts === message.ts);
    const { trigger } = use(original ?? message);
    const { channel, ts, author, blocks } = message;
    return {
      type: 'block_actions',
      user: { id, username: name.toLowerCase(), name: name.toLowerCase(), team_id: workspace.team },
      api_app_id: 'A0EASEL',
      token: 'fake',
      container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false },
      trigger_id: trigger,
      team: { id: workspace.team, domain: 'fake' },
      enterprise: null,
      is_enterprise_install: false,
      channel: { id: channel, name: workspace.channels.get(channel)?.name ?? 'directmessage' },
      message: { type: 'message', user: author, bot_id: workspace.bot.id, ts, text: message.text, blocks },
      state: { values: {} },
      response_url: responseUrl(trigger),
      actions: [{ ...button, block_id: 'b1', text, action_ts: workspace.timestamp() }],
    };
  }

  function reaction({ channel, ts, author }: FakeMessage, emoji: string): object {
    const item = { type: 'message', channel, ts };
    const said = { reaction: emoji.replace(/^:|:$/g, ''), item_user: author, event_ts: workspace.timestamp() };
    const authorization = { enterprise_id: null, team_id: workspace.team, user_id: workspace.bot.user, is_bot: true };
    return {
      token: 'fake',
      team_id: workspace.team,
      context_team_id: workspace.team,
      context_enterprise_id: null,
      api_app_id: 'A0EASEL',
      event: { type: 'reaction_added', user: id, ...said, item },
      type: 'event_callback',
      event_id: `Ev${workspace.next()}`,
      event_time: Math.floor(workspace.clock.now() / 1000),
      authorizations: [{ ...authorization, is_enterprise_install: false }],
      is_ext_shared_channel: false,
      event_context: '4-fake',
    };
  }

  async function tell(event: object, retry?: Retry): Promise<Told> {
    const { taken } = await timed(workspace.clock, deliver('events_api', event, retry));
    const tries = (retry?.number ?? 0) + 1;
    if (taken.outcome === 'acknowledged' || tries > 1) return { ...taken, tries };
    return tell(event, { number: 1, reason: taken.outcome === 'timeout' ? 'http_timeout' : 'http_error' });
  }

  return {
    async presses(message, label) {
      const buttons = message.blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
      const button = buttons.find(({ text }) => text.text === label);
      if (!button) throw new Error(`The message has no button ${label}`);
      return (await timed(workspace.clock, deliver('interactive', press(message, button)))).taken;
    },
    async reacts(message, emoji) {
      if (!isTold('reaction_added') || !workspace.channels.get(message.channel)?.botIsIn) return { outcome: 'untold' };
      last = reaction(message, emoji);
      return tell(last);
    },
    async reactsAgain() {
      if (!last) throw new Error(`${name} has not reacted yet`);
      return tell(last, { number: 2, reason: 'http_timeout' });
    },
  };
}
