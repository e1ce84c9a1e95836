import { z } from 'zod';
import { type Method, refuse } from './methods.ts';

const historyPage = z.object({
  channel: z.string(),
  oldest: z.coerce.number().default(0),
  limit: z.coerce.number().int().min(1).max(999).default(100),
  cursor: z.string().default('0'),
  include_all_metadata: z.string().optional(),
  /** conversations.replies only. */
  ts: z.string().optional(),
});

/** Top-level messages, newest first, or those of a thread. Metadata comes whole only to those who ask for it. */
const history: Method = (workspace, args) => {
  const given = historyPage.safeParse(args);
  if (!given.success) return refuse('invalid_arguments');
  const { channel: id, oldest, limit, cursor, include_all_metadata, ts: thread } = given.data;
  const channel = workspace.channels.get(id);
  if (!channel || channel.deleted || (channel.kind === 'private' && !channel.botIsIn))
    return refuse('channel_not_found');
  if (!channel.botIsIn) return refuse('not_in_channel');
  const shown = workspace.messages
    .filter((each) => each.channel === id && !each.deleted && each.thread === thread && Number(each.ts) >= oldest)
    .reverse();
  const from = Number(cursor);
  const more = shown.length > from + limit;
  return {
    ok: true,
    messages: shown.slice(from, from + limit).map(({ ts, text, metadata, author }) => ({
      type: 'message',
      ts,
      text,
      user: author,
      ...(author === workspace.bot.user && { bot_id: workspace.bot.id }),
      ...(include_all_metadata === 'true' && metadata !== undefined && { metadata }),
    })),
    has_more: more,
    response_metadata: { next_cursor: more ? String(from + limit) : '' },
  };
};

const join: Method = (workspace, args) => {
  const channel = workspace.channels.get(String(args['channel']));
  if (!channel || channel.deleted || channel.kind === 'private') return refuse('channel_not_found');
  if (channel.kind === 'direct') return refuse('method_not_supported_for_channel_type');
  if (channel.refusal === 'is_archived') return refuse('is_archived');
  channel.botIsIn = true;
  return { ok: true, channel: { id: channel.id } };
};

/** Slack hides private channels from those outside. */
const info: Method = (workspace, args) => {
  const channel = workspace.channels.get(String(args['channel']));
  if (!channel || channel.deleted || (channel.kind === 'private' && !channel.botIsIn)) {
    return refuse('channel_not_found');
  }
  const { id, name, kind, botIsIn, refusal } = channel;
  if (kind === 'direct') return { ok: true, channel: { id, is_im: true, user: channel.person } };
  return {
    ok: true,
    channel: {
      id,
      name: name.replace(/^#/, ''),
      is_channel: true,
      is_im: false,
      is_mpim: false,
      is_private: kind === 'private',
      is_archived: refusal === 'is_archived',
      is_member: botIsIn,
    },
  };
};

/** The methods about conversations. */
export const channelMethods: Readonly<Record<string, Method>> = {
  'conversations.history': history,
  'conversations.info': info,
  'conversations.join': join,
  'conversations.replies': history,
};
