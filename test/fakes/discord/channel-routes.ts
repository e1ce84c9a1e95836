import { z } from 'zod';
import { checkFiles } from './message-routes.ts';
import { type Channel, type Forum, type Message, Refusal, type Tag, type Thread } from './model.ts';
import { allows, bits, demand, reach } from './reach.ts';
import type { Account, Answer, Request, Route } from './routes.ts';
import { draftOf, invalid } from './rules.ts';
import type { World } from './world.ts';

/** A thread's title, its tags, and the tags of a forum (Discord: start thread in forum, modify channel, forum tag object). */
const title = z.string().trim().min(1).max(100);
const given = z.array(z.string()).max(5);
const minutes = z.literal([60, 1440, 4320, 10080]);
const newPost = z.strictObject({
  name: title,
  auto_archive_duration: minutes.nullish(),
  applied_tags: given.nullish(),
  message: z.looseObject({ nonce: z.never().optional(), enforce_nonce: z.never().optional() }),
});
const threadChange = z.strictObject({
  name: title.optional(),
  archived: z.boolean().optional(),
  applied_tags: given.optional(),
});
const tag = z.strictObject({
  id: z.string().optional(),
  name: z.string().min(1).max(20),
  moderated: z.boolean().default(false),
  emoji_id: z.string().nullable().default(null),
  emoji_name: z.string().nullable().default(null),
});
const forumChange = z.strictObject({ available_tags: z.array(tag).max(20) });

/** Channels, threads and forums by the bot's own token. */
export function channelRoutes(world: World, account: Account, json: (message: Message) => object): readonly Route[] {
  const { application } = account;

  function read([id = '']: string[]): Answer {
    return { status: 200, json: channelJson(reach(world, id), application) };
  }

  function startThread([id = '']: string[], { body }: Request): Answer {
    const channel = reach(world, id);
    if (!channel.forum) throw new Refusal(400, 50024, 'Cannot execute action on this channel type');
    demand(channel, bits.send);
    checkFiles(channel, body);
    const { name, applied_tags: tags, message } = newPost.parse(body.json);
    const draft = draftOf({ ...body, json: message }, channel, []);
    checkTags(channel, channel.forum, [], tags ?? []);
    if (channel.forum.needsTag && !tags?.length)
      throw new Refusal(400, 40067, 'A tag is required to create a forum post in this channel');
    const { thread, first } = world.startPost(channel, { title: name, tags: tags ?? [] }, draft);
    return { status: 201, json: { ...channelJson(thread, application), message: json(first) } };
  }

  function change([id = '']: string[], { body }: Request): Answer {
    const channel = reach(world, id);
    if (channel.thread) changeThread(channel, channel.thread, threadChange.parse(body.json));
    else if (channel.forum) changeForum(channel, channel.forum, forumChange.parse(body.json));
    else throw new Refusal(403, 50013, 'Missing Permissions');
    world.changed();
    return { status: 200, json: channelJson(channel, application) };
  }

  function changeThread(channel: Channel, thread: Thread, change: z.infer<typeof threadChange>): void {
    const { archived = thread.archived, name = thread.title, applied_tags: tags = thread.tags } = change;
    const isModerator = allows(channel, bits.manageThreads);
    if (thread.locked && !isModerator) throw new Refusal(403, 50013, 'Missing Permissions');
    demand(channel, bits.inThreads);
    if (thread.archived && archived)
      throw new Refusal(400, 50083, 'Tried to perform an operation on an archived thread');
    // Everybody who may write there opens a thread again.
    const isMore = change.name !== undefined || change.applied_tags !== undefined;
    if (thread.owner !== undefined && isMore && !isModerator) throw new Refusal(403, 50013, 'Missing Permissions');
    if (channel.parent?.forum) checkTags(channel, channel.parent.forum, thread.tags, tags);
    Object.assign(thread, { archived, title: name, tags });
  }

  function changeForum(channel: Channel, forum: Forum, { available_tags: tags }: z.infer<typeof forumChange>): void {
    demand(channel, bits.manageChannels);
    const names = tags.map(({ name }) => name);
    if (new Set(names).size < names.length) throw invalid('available_tags', 'two tags of one name');
    forum.tags = tags.map((each) => ({ ...each, id: each.id ?? world.nextId() }));
  }

  function remove([id = '']: string[]): Answer {
    const channel = reach(world, id);
    demand(channel, channel.thread ? bits.manageThreads : bits.manageChannels);
    world.removeChannel(channel);
    return { status: 200, json: channelJson(channel, application) };
  }

  function activeThreads([id = '']: string[]): Answer {
    if (id !== account.guild) throw new Refusal(403, 50001, 'Missing Access');
    const all = [...world.channels.values()].filter(({ thread }) => thread && !thread.archived);
    const seen = all.filter((channel) => channel.botIsIn && allows(channel, bits.view));
    return { status: 200, json: { threads: seen.map((each) => channelJson(each, application)), members: [] } };
  }

  return [
    { method: 'GET', path: /^\/channels\/(\d+)$/, answer: read },
    { method: 'PATCH', path: /^\/channels\/(\d+)$/, answer: change },
    { method: 'DELETE', path: /^\/channels\/(\d+)$/, answer: remove },
    { method: 'POST', path: /^\/channels\/(\d+)\/threads$/, answer: startThread },
    { method: 'GET', path: /^\/guilds\/(\d+)\/threads\/active$/, answer: activeThreads },
  ];
}

/** Some only moderators give or take. */
function checkTags(channel: Channel, { tags }: Forum, before: readonly string[], after: readonly string[]): void {
  const changed = [...before, ...after].filter((id) => before.includes(id) !== after.includes(id));
  for (const id of after) if (!tags.some((each) => each.id === id)) throw invalid('applied_tags', `no tag ${id}`);
  const moderated = tags.some(({ id, moderated: isTheirs }: Tag) => isTheirs && changed.includes(id));
  if (moderated && !allows(channel, bits.manageThreads)) throw new Refusal(403, 50013, 'Missing Permissions');
}

/** Of what Discord tells about a channel, what says who is let in, and what it holds. */
export function channelJson(channel: Channel, bot: string): object {
  const { id, type, guild, name, nsfw, hidden, parent, permissions, thread, forum, messages } = channel;
  const mine = { id: bot, type: 1, allow: String(permissions), deny: String(everything & ~permissions) };
  const all = { id: guild ?? '', type: 0, allow: '0', deny: String(hidden ? bits.view : 0n) };
  const rules = parent ? { parent_id: parent.id } : { nsfw, permission_overwrites: [all, mine] };
  return {
    ...{ id, type, last_message_id: messages.at(-1)?.id ?? null },
    ...(guild !== undefined && { guild_id: guild, name: thread?.title ?? name, ...rules }),
    ...(thread && {
      ...{ owner_id: thread.owner ?? bot, applied_tags: thread.tags },
      thread_metadata: { archived: thread.archived, locked: thread.locked, auto_archive_duration: 1440 },
    }),
    ...(forum && { available_tags: forum.tags, flags: forum.needsTag ? 1 << 4 : 0 }),
  };
}

/** All of Discord's bits. */
const everything = (1n << 53n) - 1n;
