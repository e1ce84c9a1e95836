import type { MessageRef } from '../../core/reply.ts';

const id = /^\d{17,20}$/;

/** Where people find a message on Discord; undefined for one that is elsewhere. */
export function linkTo({ key, channel, community }: MessageRef): string | undefined {
  const [, message = ''] = /^discord:(.*)$/.exec(key) ?? [];
  const ids = [message, channel, ...(community === undefined ? [] : [community])];
  if (!ids.every((each) => id.test(each))) return undefined;
  return `https://discord.com/channels/${community ?? '@me'}/${channel}/${message}`;
}
