import { z } from 'zod';
import type { Invocation } from '../../core/invocation.ts';
import type { Aside } from './address.ts';
import { isLink, readButton } from './button.ts';
import { isShownAtHome } from './home-bar.ts';
import { invocation, slackTeam, slackUser } from './invocation.ts';
import type { Asker } from './people.ts';

/** Where a button stands: in a message, perhaps one that the presser alone sees, under a link, or in somebody's App Home. */
const container = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('message'),
    message_ts: z.string(),
    channel_id: z.string(),
    is_ephemeral: z.boolean().default(false),
    thread_ts: z.string().optional(),
  }),
  /** What stands under a link that somebody else has posted. */
  z.object({
    type: z.literal('message_attachment'),
    message_ts: z.string(),
    channel_id: z.string(),
    thread_ts: z.string().optional(),
  }),
  z.object({ type: z.literal('view') }),
]);

/** What Slack sends when somebody presses a button or chooses in a menu (docs.slack.dev, block_actions payload), as far as it is used. */
const blockActions = z.object({
  trigger_id: z.string().min(1),
  response_url: z.string().default(''),
  team: slackTeam,
  user: slackUser,
  container,
  channel: z.object({ id: z.string() }).optional(),
  actions: z.tuple([
    z.object({
      action_id: z.string(),
      value: z.string().optional(),
      selected_option: z.object({ value: z.string() }).nullish(),
    }),
  ]),
});

export interface Press {
  readonly call: Invocation;
  /** Whether Easel has written it in a way that is still understood. */
  readonly isOurs: boolean;
  readonly asker: Asker;
  readonly aside: Aside;
  readonly trigger: string;
}

/** A press as a call; undefined when there is nowhere to answer it, or when it has opened a page. */
export function readPress(body: unknown, now: number): Press | undefined {
  const { data } = blockActions.safeParse(body);
  if (!data || isLink(data.actions[0])) return undefined;
  const isInMessage = data.container.type !== 'view';
  if (isInMessage && (!data.channel || data.response_url === '')) return undefined;
  const pressed = readButton(data.actions[0]);
  const team = data.team?.id ?? data.user.team_id;
  const call = invocation(
    {
      trigger_id: data.trigger_id,
      team_id: team,
      channel_id: (isInMessage && data.channel?.id) || data.user.id,
      person: data.user,
      command: pressed?.command ?? 'button',
      input: { kind: 'text', text: pressed?.with ?? '' },
      about: pressed?.about,
      picture: pressed?.picture,
    },
    now,
  );
  return {
    call,
    isOurs: pressed !== undefined,
    asker: { team, user: data.user.id },
    aside: asideOf(data, call.command),
    trigger: data.trigger_id,
  };
}

function asideOf({ container, response_url: responseUrl }: z.output<typeof blockActions>, command: string): Aside {
  if (container.type === 'view') return { responseUrl: '', pressed: true, home: isShownAtHome(command) };
  const { message_ts: ts, channel_id: channel, thread_ts: thread } = container;
  const at = thread !== undefined && thread !== ts ? { thread } : {};
  if (container.type === 'message_attachment') return { responseUrl, pressed: true, ...at };
  const { is_ephemeral: fleeting } = container;
  return { responseUrl, pressed: true, ...at, subject: { channel, ts, ...at }, fleeting };
}
