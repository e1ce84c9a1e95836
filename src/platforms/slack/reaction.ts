import { z } from 'zod';
import type { Command } from '../../core/command.ts';
import type { Invocation } from '../../core/invocation.ts';
import { messageKey } from './address.ts';
import { invocation } from './invocation.ts';
import type { Asker } from './people.ts';

/** What Slack sends when somebody reacts to something (docs.slack.dev, reaction_added event), as far as it is used. */
const reactionAdded = z.object({
  event_id: z.string().min(1),
  team_id: z.string(),
  /** Whose token sees the event: in a channel that workspaces share, `team_id` may be another one's. */
  authorizations: z.array(z.object({ team_id: z.string().nullish() })).default([]),
  event: z.object({
    type: z.literal('reaction_added'),
    user: z.string(),
    reaction: z.string(),
    /** Missing where no user has written the message. */
    item_user: z.string().optional(),
    item: z.object({ type: z.literal('message'), channel: z.string(), ts: z.string() }),
  }),
});

export interface Reacted {
  /** A call, except for what it is about. */
  readonly call: Invocation;
  readonly asker: Asker;
  /** The message, as `Surface.message` names it. */
  readonly message: string;
}

/**
 * A reaction as a call of the command that has it; undefined for everything else that happens in a workspace. `user` is
 * the bot's own: what it does itself calls nothing, and neither do reactions to what others wrote.
 */
export function readReaction(
  body: unknown,
  commands: readonly Command[],
  user: string,
  now: number,
): Reacted | undefined {
  const { data } = reactionAdded.safeParse(body);
  if (!data || data.event.user === user || data.event.item_user !== user) return undefined;
  const { event, event_id, team_id, authorizations } = data;
  const command = commands.find(({ reaction }) => reaction?.name === nameOf(event.reaction));
  if (!command) return undefined;
  const team = authorizations[0]?.team_id ?? team_id;
  const call = invocation(
    {
      // Slack delivers an event again under the same id.
      trigger_id: event_id,
      team_id: team,
      channel_id: event.item.channel,
      person: { id: event.user, name: '' },
      command: command.name,
      input: { kind: 'fields', fields: {} },
    },
    now,
  );
  return { call, asker: { team, user: event.user }, message: messageKey(event.item) };
}

/** Without the skin tone: `+1::skin-tone-2` is `+1`. */
function nameOf(reaction: string): string {
  return reaction.replace(/::skin-tone-\d$/, '');
}
