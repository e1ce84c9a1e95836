import { z } from 'zod';
import type { Input, Invocation, Subject } from '../../core/invocation.ts';
import { messageKey } from './address.ts';
import type { Spot } from './client.ts';
import { envelope, teamOf } from './event.ts';
import { invocation } from './invocation.ts';
import type { Asker } from './people.ts';

/** What Slack sends when somebody reacts to something or takes that back (docs.slack.dev, reaction_added and reaction_removed). */
const reaction = envelope.extend({
  event: z.object({
    type: z.enum(['reaction_added', 'reaction_removed']),
    user: z.string(),
    reaction: z.string(),
    /** Missing where no user has written the message. */
    item_user: z.string().optional(),
    item: z.object({ type: z.literal('message'), channel: z.string(), ts: z.string() }),
    event_ts: z.coerce.number(),
  }),
});

export interface Reacted {
  readonly isTakenBack: boolean;
  /** When that was, in Slack's seconds. */
  readonly at: number;
  /** As Slack calls it, with a skin tone. */
  readonly emoji: string;
  /** Unique over platforms, as `Invocation.gesture`. */
  readonly gesture: string;
  /** The message. */
  readonly spot: Spot;
  readonly asker: Asker;
  /** The call of a command, which the emoji decides, about what the message decides; taking it back cancels that. */
  call(command: string, shown: Subject): Invocation;
  /**
   * The same of a command that is called again when the reaction is taken back. `text`: the options for that. What counts
   * is when somebody did it, and not in which order Slack tells of it, which may be any, to any process.
   */
  toggle(command: string, shown: Subject, text?: string): Invocation;
}

/**
 * A reaction to a message of ours; undefined for everything else that happens in a workspace. `user` is the bot's own:
 * what it does itself calls nothing, and neither do reactions to what others wrote.
 */
export function readReaction(body: unknown, user: string, now: number): Reacted | undefined {
  const { data } = reaction.safeParse(body);
  if (!data || data.event.user === user || data.event.item_user !== user) return undefined;
  const { type, user: person, reaction: emoji, item } = data.event;
  const team = teamOf(data);
  const gesture = `${messageKey(item)}:${person}:${emoji}`;
  const isTakenBack = type === 'reaction_removed';
  const calls = (command: string, input: Input, shown: Subject, at: number, begun?: string) =>
    invocation(
      {
        trigger_id: data.event_id,
        team_id: team,
        channel_id: item.channel,
        person: { id: person, name: '' },
        command,
        input,
        ...shown,
        gesture: begun,
        under: messageKey(item),
      },
      at,
    );
  const none: Input = { kind: 'fields', fields: {} };
  return {
    isTakenBack,
    at: data.event.event_ts,
    emoji,
    gesture,
    spot: { channel: item.channel, ts: item.ts },
    asker: { team, user: person },
    // What takes a call back must not be found as what began one.
    call: (command, shown) => calls(command, none, shown, now, isTakenBack ? undefined : gesture),
    toggle: (command, shown, text) =>
      calls(command, text === undefined ? none : { kind: 'text', text }, shown, Math.round(data.event.event_ts * 1000)),
  };
}
