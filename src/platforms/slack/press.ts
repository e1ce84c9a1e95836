import { z } from 'zod';
import type { Invocation } from '../../core/invocation.ts';
import { readButton } from './button.ts';
import { invocation } from './invocation.ts';
import type { Asker } from './people.ts';

/** What Slack sends when somebody presses a button in a message (docs.slack.dev, block_actions payload), as far as it is used. */
const blockActions = z.object({
  trigger_id: z.string().min(1),
  response_url: z.string().min(1),
  /** Null where an app is installed for a whole organisation. */
  team: z.object({ id: z.string() }).nullish(),
  user: z.object({ id: z.string(), name: z.string().default(''), team_id: z.string().default('') }),
  channel: z.object({ id: z.string() }),
  actions: z.tuple([z.object({ action_id: z.string(), value: z.string().optional() })]),
});

export interface Press {
  /** `about` is missing when the button is none that Easel has written in a way that is still understood. */
  readonly call: Invocation;
  readonly asker: Asker;
  readonly responseUrl: string;
}

/** A press as a call; undefined when it is not in a message, so that there is nowhere to answer it. */
export function readPress(body: unknown, now: number): Press | undefined {
  const { data } = blockActions.safeParse(body);
  if (!data) return undefined;
  const { command = 'button', about } = readButton(data.actions[0]) ?? {};
  const team = data.team?.id ?? data.user.team_id;
  const call = invocation(
    {
      trigger_id: data.trigger_id,
      team_id: team,
      channel_id: data.channel.id,
      person: data.user,
      command,
      input: { kind: 'fields', fields: {} },
    },
    now,
  );
  return { call: { ...call, about }, asker: { team, user: data.user.id }, responseUrl: data.response_url };
}
