import { z } from 'zod';
import { type Channel, type Message, Refusal } from './model.ts';
import type { Body } from './multipart.ts';
import { allows, bits, demand, reach } from './reach.ts';
import type { Answer, Request, Route } from './routes.ts';
import { draftOf } from './rules.ts';
import type { World } from './world.ts';

/** Messages by the bot's own token. */
export function messageRoutes(world: World, json: (message: Message) => object): readonly Route[] {
  function postMessage([id = '']: string[], { body }: Request): Answer {
    const channel = reach(world, id);
    const { thread, forum, owner } = channel;
    // Messages cannot be sent directly in forum channels (Discord: threads, forums).
    if (forum || channel.type === 2) throw new Refusal(400, 50008, 'Cannot send messages in a non-text channel');
    demand(channel, channel.thread ? bits.inThreads : bits.send);
    if (owner !== undefined && world.closed.has(owner))
      throw new Refusal(403, 50007, 'Cannot send messages to this user');
    checkFiles(channel, body);
    const answers = z.looseObject({ message_reference: z.unknown() }).safeParse(body.json).data?.message_reference;
    if (answers && channel.context === 0 && !allows(channel, bits.history))
      throw new Refusal(400, 160002, 'Cannot reply without permission to read message history');
    if (thread?.locked) throw new Refusal(400, 160005, 'Thread is locked');
    if (thread) thread.archived = false;
    return { status: 200, json: json(world.post(channel, draftOf(body, channel, []))) };
  }

  function editMessage([id = '', messageId = '']: string[], { body }: Request): Answer {
    const channel = reach(world, id);
    const message = world.message(channel, messageId);
    if (message.author) throw new Refusal(403, 50005, 'Cannot edit a message authored by another user');
    refuseArchived(channel);
    checkFiles(channel, body);
    world.edit(message, draftOf(body, channel, message.files, message.flags));
    return { status: 200, json: json(message) };
  }

  function deleteMessage([id = '', messageId = '']: string[]): Answer {
    const channel = reach(world, id);
    const message = world.message(channel, messageId);
    refuseArchived(channel);
    if (message.author) throw new Refusal(403, 50013, 'Missing Permissions');
    world.remove(message);
    return { status: 204 };
  }

  function readMessage([id = '', messageId = '']: string[]): Answer {
    const channel = reach(world, id);
    demand(channel, bits.history);
    return { status: 200, json: json(world.message(channel, messageId)) };
  }

  /** Newest first; none without the history (Discord: get channel messages). */
  function readMessages([id = '']: string[], { query }: Request): Answer {
    const channel = reach(world, id);
    const limit = z.coerce
      .number()
      .int()
      .min(1)
      .max(100)
      .default(50)
      .parse(query.get('limit') ?? undefined);
    const isOpen = channel.context !== 0 || allows(channel, bits.history);
    const there = channel.messages.filter(({ deleted, ephemeral }) => isOpen && !deleted && !ephemeral);
    return { status: 200, json: there.slice(-limit).reverse().map(json) };
  }

  return [
    { method: 'POST', path: /^\/channels\/(\d+)\/messages$/, answer: postMessage },
    { method: 'GET', path: /^\/channels\/(\d+)\/messages$/, answer: readMessages },
    { method: 'GET', path: /^\/channels\/(\d+)\/messages\/(\d+)$/, answer: readMessage },
    { method: 'PATCH', path: /^\/channels\/(\d+)\/messages\/(\d+)$/, answer: editMessage },
    { method: 'DELETE', path: /^\/channels\/(\d+)\/messages\/(\d+)$/, answer: deleteMessage },
  ];
}

function refuseArchived({ thread }: Channel): void {
  if (thread?.archived) throw new Refusal(400, 50083, 'Tried to perform an operation on an archived thread');
}

/** By what the app may do now, not when it was called. */
export function checkFiles(channel: Channel, { uploads }: Body): void {
  if (channel.guild !== undefined && uploads.size > 0 && !allows(channel, bits.attach))
    throw new Refusal(403, 50013, 'Missing Permissions');
}
