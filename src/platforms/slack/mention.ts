import { z } from 'zod';
import type { Command } from '../../core/command.ts';
import type { Invocation, Subject } from '../../core/invocation.ts';
import { spokenCall } from '../../core/spoken.ts';
import type { Spot } from './client.ts';
import { envelope, teamOf } from './event.ts';
import { invocation, isDirect } from './invocation.ts';
import type { Asker } from './people.ts';
import { picturesIn, postedFiles } from './posted-files.ts';
import { readTyped } from './typed.ts';

/**
 * What Slack sends when somebody mentions the bot, or writes to it in direct messages (docs.slack.dev, app_mention and
 * message.im events), perhaps with files. Bots, edits and joins have a `bot_id`, `edited` or another `subtype`.
 */
const said = envelope.extend({
  event: z.object({
    type: z.enum(['app_mention', 'message']),
    user: z.string(),
    text: z.string().default(''),
    files: postedFiles,
    ts: z.string(),
    channel: z.string(),
    channel_type: z.string().optional(),
    thread_ts: z.string().optional(),
    parent_user_id: z.string().optional(),
    subtype: z.literal('file_share').optional(),
    bot_id: z.undefined().optional(),
    edited: z.undefined().optional(),
  }),
});

export interface Said {
  readonly asker: Asker;
  readonly spot: Spot;
  /** The message that began the thread, where that may be one of ours. */
  readonly root: Spot | undefined;
  /** The call of it, once it is known what the thread is about. */
  call(shown: Subject | undefined): Invocation;
}

/**
 * What a person has said to the bot; undefined for everything else. `user` is the bot's own. Direct messages come as
 * such only, and what was said elsewhere without a mention is not for us.
 */
export function readMention(body: unknown, commands: readonly Command[], user: string, now: number): Said | undefined {
  const { data } = said.safeParse(body);
  if (!data || data.event.user === user) return undefined;
  const { type, user: person, text, files, ts, channel, channel_type, thread_ts, parent_user_id } = data.event;
  const isToUs = type === 'app_mention' ? !isDirect(channel) : channel_type === 'im';
  if (!isToUs) return undefined;
  const team = teamOf(data);
  const isReply = thread_ts !== undefined && thread_ts !== ts;
  const mayBeOurs = isReply && (parent_user_id === undefined || parent_user_id === user);
  return {
    asker: { team, user: person },
    spot: { channel, ts, ...(isReply && { thread: thread_ts }) },
    root: mayBeOurs ? { channel, ts: thread_ts } : undefined,
    call: (shown) =>
      invocation(
        {
          trigger_id: data.event_id,
          team_id: team,
          channel_id: channel,
          person: { id: person, name: '' },
          ...readTyped(withoutMention(text, user), commands, (typed) =>
            spokenCall(typed, shown !== undefined, commands),
          ),
          ...shown,
          files: picturesIn(files),
        },
        now,
      ),
  };
}

/** `<@U0EASEL> a fox` → `a fox`. */
function withoutMention(text: string, user: string): string {
  return text.replaceAll(new RegExp(`\\s*<@${user}(?:\\|[^<>]*)?>[,:]?\\s*`, 'g'), ' ').trim();
}
