import type { MessageRef } from '../../core/reply.ts';
import { messageIn } from './address.ts';

/** Where people find a message in the workspace at `url`; undefined when it is on another platform or nobody knows the address. */
export function linkTo({ key }: MessageRef, url: string | undefined): string | undefined {
  const at = messageIn(key);
  if (url === undefined || !at) return undefined;
  return new URL(`archives/${at.channel}/p${at.ts.replace('.', '')}`, url).href;
}
