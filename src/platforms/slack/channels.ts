import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Patiently } from './patience.ts';

const flag = z.boolean().default(false);

/** A conversation as far as Easel reads it (docs.slack.dev, conversation object); direct messages have no name. */
const info = z.object({
  channel: z.object({
    name: z.string().optional(),
    is_archived: flag,
    is_mpim: flag,
    is_im: flag,
    is_private: flag,
  }),
});

export type ChannelInfo = z.output<typeof info>['channel'];

/** For what somebody waits for meanwhile, in milliseconds. */
const soon = { within: 10_000, repeatable: true };

/** Slack's methods about channels as far as Easel uses them. Rejects with @slack/web-api's errors. */
export function createChannelMethods({ conversations }: webApi.WebClient, patiently: Patiently) {
  return {
    join: (channel: string) => patiently('conversations.join', soon, () => conversations.join({ channel })),

    /** Needs `channels:read`, for private channels `groups:read`. */
    channel: async (channel: string): Promise<ChannelInfo> =>
      info.parse(await patiently('conversations.info', soon, () => conversations.info({ channel }))).channel,
  };
}
