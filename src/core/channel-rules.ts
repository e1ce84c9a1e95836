import { z } from 'zod';

/** What an administrator has set for a channel (`Settings`, kind `rule`, name `channel`). Missing: as everywhere. */
export const channelRules = z.object({
  pictures: z.boolean().optional(),
  /** Whether every picture is hidden there until somebody wants to see it. */
  spoiler: z.boolean().optional(),
  restricted: z.boolean().optional(),
});

export type ChannelRules = z.output<typeof channelRules>;

/** Where a channel's rules are kept, by its id, which is unique over platforms. */
export function rulesKey(channel: string) {
  return { owner: channel, kind: 'rule', name: 'channel' } as const;
}
