import { z } from 'zod';
import { type Checked, checkBlocks, checkView } from './blocks.ts';
import { addMessage, canShow, type Method, refuse } from './methods.ts';
import type { FakeMessage, Workspace } from './model.ts';

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
  const { channel: id, text = '', metadata } = given.data;
  const channel = workspace.channels.get(id);
  if (!channel || (channel.kind === 'private' && !channel.botIsIn)) return refuse('channel_not_found');
  if (!channel.botIsIn) return refuse('not_in_channel');
  if (channel.refusal) return refuse(channel.refusal);
  const content = check(workspace, text, given.data.blocks, longestText.post);
  if ('error' in content) return refuse(content.error, content.messages);
  const message = addMessage(workspace, { channel: id, text, blocks: content.value, metadata });
  return { ok: true, channel: id, ts: message.ts, message: { text, ts: message.ts, type: 'message' } };
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
});

/** Top-level messages, newest first. Metadata comes whole only to those who ask for it. */
const history: Method = (workspace, args) => {
  const given = historyPage.safeParse(args);
  if (!given.success) return refuse('invalid_arguments');
  const { channel: id, oldest, limit, cursor, include_all_metadata } = given.data;
  const channel = workspace.channels.get(id);
  if (!channel || (channel.kind === 'private' && !channel.botIsIn)) return refuse('channel_not_found');
  if (!channel.botIsIn) return refuse('not_in_channel');
  const shown = workspace.messages
    .filter((each) => each.channel === id && !each.deleted && !each.thread && Number(each.ts) >= oldest)
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

/** Slack: a trigger lives 3 s and opens one form. */
const triggerLife = 3000;

const openView: Method = (workspace, args) => {
  const use = workspace.uses.get(String(args['trigger_id']));
  if (!use) return refuse('invalid_trigger_id');
  if (workspace.clock.now() - use.at > triggerLife) return refuse('expired_trigger_id');
  if (use.triggerUsed) return refuse('exchanged_trigger_id');
  const view = checkView(args['view']);
  if ('error' in view) return refuse(view.error, view.messages);
  use.triggerUsed = true;
  use.openForm(view.value);
  workspace.changed();
  return { ok: true, view: { id: `V${workspace.next()}` } };
};

const identify: Method = ({ bot, team }) => ({
  ok: true,
  url: 'https://fake.slack.com/',
  team: 'Fake',
  user: bot.name,
  team_id: team,
  user_id: bot.user,
  bot_id: bot.id,
});

export const chatMethods: Readonly<Record<string, Method>> = {
  'auth.test': identify,
  'chat.postMessage': postMessage,
  'chat.update': update,
  'conversations.history': history,
  'conversations.join': join,
  'views.open': openView,
};

function check(workspace: Workspace, text: string, blocks: unknown, longest: number): Checked<FakeMessage['blocks']> {
  if (text.length > longest) return { error: 'msg_too_long', messages: [] };
  const checked = checkBlocks(blocks, (id) => canShow(workspace, id));
  if ('value' in checked && checked.value.length === 0 && text === '') return { error: 'no_text', messages: [] };
  return checked;
}
