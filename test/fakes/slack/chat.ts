import { z } from 'zod';
import { type Checked, checkBlocks } from './blocks.ts';
import { directOf } from './channels.ts';
import { addMessage, canShow, isRoot, type Method, refuse } from './methods.ts';
import type { ChannelRecord, FakeMessage, Workspace } from './model.ts';

/** Slack refuses longer texts with `msg_too_long`: chat.postMessage and chat.update. */
const longestText = { post: 40_000, update: 4000 };

const metadata = z.strictObject({
  event_type: z.string().regex(/^[a-z0-9_]+$/),
  event_payload: z.record(z.string(), z.unknown()),
});

const words = z.object({
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  metadata: metadata.optional(),
  parse: z.literal('none'),
  link_names: z.literal('false'),
});

const post = words.extend({
  channel: z.string(),
  thread_ts: z.string().optional(),
  unfurl_links: z.literal('false'),
  unfurl_media: z.literal('false'),
  mrkdwn: z.literal('false'),
});

const postMessage: Method = (workspace, args) => {
  // A fake for a careful bot: forgetting one of the switches that keep a prompt from coming alive is an error here.
  const given = post.safeParse(args);
  if (!given.success)
    return refuse(
      'invalid_arguments',
      given.error.issues.map(({ message }) => message),
    );
  const { channel: given_id, text = '', metadata, thread_ts: thread } = given.data;
  const channel = channelFor(workspace, given_id);
  if (typeof channel === 'string') return refuse(channel);
  const { id } = channel;
  if (thread !== undefined && !isRoot(workspace, id, thread)) return refuse('thread_not_found');
  const content = check(workspace, text, given.data.blocks, longestText.post);
  if ('error' in content) return refuse(content.error, content.messages);
  const message = addMessage(workspace, { channel: id, text, blocks: content.value, metadata, thread });
  return { ok: true, channel: id, ts: message.ts, message: { text, ts: message.ts, type: 'message' } };
};

/** Where a message goes, or why it cannot. A person's id stands for their direct messages with the bot. */
function channelFor(workspace: Workspace, id: string): ChannelRecord | string {
  const account = workspace.accounts.get(id)?.account;
  if (account?.is_bot) return 'cannot_dm_bot';
  const channel = account ? directOf(workspace, id) : workspace.channels.get(id);
  if (!channel || (channel.kind !== 'public' && !channel.botIsIn)) return 'channel_not_found';
  return channel.botIsIn ? (channel.refusal ?? channel) : 'not_in_channel';
}

const ephemeral = words.extend({ channel: z.string(), user: z.string(), thread_ts: z.string().optional() });

const postEphemeral: Method = (workspace, args) => {
  const given = ephemeral.safeParse(args);
  if (!given.success) return refuse('invalid_arguments');
  const { channel: id, user, text = '', thread_ts: thread } = given.data;
  const channel = workspace.channels.get(id);
  if (!channel || (channel.kind === 'private' && !channel.botIsIn)) return refuse('channel_not_found');
  if (!channel.botIsIn) return refuse('not_in_channel');
  if (channel.refusal) return refuse(channel.refusal);
  if (thread !== undefined && !isRoot(workspace, id, thread)) return refuse('thread_not_found');
  const ear = workspace.ears.get(user);
  if (!ear) return refuse('user_not_in_channel');
  const content = check(workspace, text, given.data.blocks, longestText.post);
  if ('error' in content) return refuse(content.error, content.messages);
  ear({ text, blocks: content.value, thread });
  return { ok: true, message_ts: workspace.timestamp() };
};

/** A link to a message; that of an answer in a thread says which thread it is. */
const getPermalink: Method = (workspace, args) => {
  const [channel, ts] = [String(args['channel']), String(args['message_ts'])];
  const message = workspace.messages.find((each) => each.channel === channel && each.ts === ts && !each.deleted);
  if (!message) return refuse('message_not_found');
  const link = `${workspace.url}archives/${channel}/p${ts.replace('.', '')}`;
  const permalink = message.thread ? `${link}?thread_ts=${message.thread}&cid=${channel}` : link;
  return { ok: true, channel, permalink };
};

const update: Method = (workspace, args) => {
  const given = words.extend({ channel: z.string(), ts: z.string() }).safeParse(args);
  if (!given.success)
    return refuse(
      'invalid_arguments',
      given.error.issues.map(({ message }) => message),
    );
  const { channel, ts, text = '' } = given.data;
  const place = workspace.channels.get(channel);
  if (!place?.botIsIn) return refuse('channel_not_found');
  if (place.refusal === 'is_archived') return refuse('is_inactive');
  const message = workspace.messages.find((each) => each.channel === channel && each.ts === ts && !each.deleted);
  if (!message) return refuse('message_not_found');
  if (message.locked) return refuse('cant_update_message');
  const content = check(workspace, text, given.data.blocks, longestText.update);
  if ('error' in content) return refuse(content.error, content.messages);
  Object.assign(message, { text, blocks: content.value, edits: message.edits + 1 });
  workspace.changed();
  return { ok: true, channel, ts, text };
};

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
  if (!channel || (channel.kind === 'private' && !channel.botIsIn)) return refuse('channel_not_found');
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
  if (!channel || channel.kind === 'private') return refuse('channel_not_found');
  if (channel.kind === 'direct') return refuse('method_not_supported_for_channel_type');
  if (channel.refusal === 'is_archived') return refuse('is_archived');
  channel.botIsIn = true;
  return { ok: true, channel: { id: channel.id } };
};

const identify: Method = ({ bot, team, url }) => ({
  ok: true,
  url,
  team: 'Fake',
  user: bot.name,
  team_id: team,
  user_id: bot.user,
  bot_id: bot.id,
});

export const chatMethods: Readonly<Record<string, Method>> = {
  'auth.test': identify,
  'chat.getPermalink': getPermalink,
  'chat.postEphemeral': postEphemeral,
  'chat.postMessage': postMessage,
  'chat.update': update,
  'conversations.history': history,
  'conversations.join': join,
  'conversations.replies': history,
};

function check(workspace: Workspace, text: string, blocks: unknown, longest: number): Checked<FakeMessage['blocks']> {
  if (text.length > longest) return { error: 'msg_too_long', messages: [] };
  const checked = checkBlocks(blocks, (id) => canShow(workspace, id));
  if ('value' in checked && checked.value.length === 0 && text === '') return { error: 'no_text', messages: [] };
  return checked;
}
