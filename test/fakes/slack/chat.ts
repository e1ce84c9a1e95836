import { z } from 'zod';
import { type Checked, checkBlocks } from './blocks.ts';
import { directOf } from './channels.ts';
import { unfurl } from './links.ts';
import { addMessage, isRoot, type Method, refuse, takesIn } from './methods.ts';
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
  if (!channel || channel.deleted || (channel.kind !== 'public' && !channel.botIsIn)) return 'channel_not_found';
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
  if (!place?.botIsIn || place.deleted) return refuse('channel_not_found');
  if (place.refusal === 'is_archived') return refuse('is_inactive');
  const message = workspace.messages.find((each) => each.channel === channel && each.ts === ts && !each.deleted);
  if (!message) return refuse('message_not_found');
  if (message.locked || message.author !== workspace.bot.user) return refuse('cant_update_message');
  const content = check(workspace, text, given.data.blocks, longestText.update);
  if ('error' in content) return refuse(content.error, content.messages);
  Object.assign(message, { text, blocks: content.value, edits: message.edits + 1 });
  workspace.changed();
  return { ok: true, channel, ts, text };
};

const remove: Method = (workspace, args) => {
  const [channel, ts] = [String(args['channel']), String(args['ts'])];
  const place = workspace.channels.get(channel);
  if (!place || place.deleted || (place.kind !== 'public' && !place.botIsIn)) return refuse('channel_not_found');
  if (place.refusal === 'is_archived') return refuse('is_inactive');
  const message = workspace.messages.find((each) => each.channel === channel && each.ts === ts && !each.deleted);
  if (!message) return refuse('message_not_found');
  if (message.author !== workspace.bot.user || message.locked) return refuse('cant_delete_message');
  message.deleted = true;
  workspace.changed();
  return { ok: true, channel, ts };
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
  'chat.delete': remove,
  'chat.getPermalink': getPermalink,
  'chat.postEphemeral': postEphemeral,
  'chat.postMessage': postMessage,
  'chat.unfurl': unfurl,
  'chat.update': update,
};

function check(workspace: Workspace, text: string, blocks: unknown, longest: number): Checked<FakeMessage['blocks']> {
  if (text.length > longest) return { error: 'msg_too_long', messages: [] };
  const checked = checkBlocks(blocks, takesIn(workspace, 'message'));
  if ('value' in checked && checked.value.length === 0 && text === '') return { error: 'no_text', messages: [] };
  return checked;
}
