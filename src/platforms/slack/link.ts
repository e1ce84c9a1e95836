import type { MessageRef } from '../../core/reply.ts';

/** As `messageKey` writes it. */
const ours = /^slack:(\w+)\/(\d+\.\d+)$/;

/** Where people find a message in the workspace at `url`; undefined when it is on another platform or nobody knows the address. */
export function linkTo({ key }: MessageRef, url: string | undefined): string | undefined {
  const [, channel, ts] = ours.exec(key) ?? [];
  if (url === undefined || channel === undefined || ts === undefined) return undefined;
  return new URL(`archives/${channel}/p${ts.replace('.', '')}`, url).href;
}
