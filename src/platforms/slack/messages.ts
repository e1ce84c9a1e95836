import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import { Problem } from '../../core/problem.ts';
import type { Spot } from './client.ts';
import type { SharedLink } from './link-shared.ts';
import type { Patiently } from './patience.ts';
import type { Rendered } from './render.ts';
import { respond, type Whisper } from './respond.ts';

/** Names the metadata of our messages, which hold the call's id. */
export const callEvent = 'easel_call';

/** Nothing in a message may turn into a link preview, a mention or a channel link. */
const inert = { unfurl_links: false, unfurl_media: false, link_names: false, parse: 'none' } as const;

/** Slack's spare time for a post: a channel takes about one a second (protocols of chat.postMessage). */
const postWithin = 60_000;

/** For what somebody looks at meanwhile. */
const soon = { within: 10_000, repeatable: true };

const posted = z.object({ channel: z.string(), ts: z.string() });

const historyPage = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      bot_id: z.string().optional(),
      metadata: z.object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) }).optional(),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** Where a message is to be. */
export interface Channel {
  readonly channel: string;
  /** The message that began the thread, for an answer in one. */
  readonly thread?: string | undefined;
}

/** Slack's methods about messages and the App Home, with the rule for repeating each. Rejects with @slack/web-api's errors. */
export function createMessageMethods(client: webApi.WebClient, patiently: Patiently, apiUrl: string) {
  const { chat, conversations, views } = client;
  return {
    /**
     * Never repeated when it is unclear whether the message exists: Slack has no way to tell, and two would be worse. A
     * person's id as channel means their direct messages with the bot; the answer has the real channel.
     */
    async post(channel: string, message: Rendered, call: string, thread?: string): Promise<Spot> {
      const metadata = { event_type: callEvent, event_payload: { call } };
      const at = { channel, ...(thread && { thread_ts: thread }) };
      const answer = await patiently(`chat.postMessage ${channel}`, { within: postWithin, repeatable: false }, () =>
        chat.postMessage({ ...at, ...message, ...inert, mrkdwn: false, metadata }),
      );
      return { ...posted.parse(answer), ...(thread && { thread }) };
    },

    /**
     * What people have written into a channel or thread since `oldest`, 200 at a time and at most ten times: who asked
     * for a picture has not waited for 2000 messages. Needs one of the `…:history` scopes.
     */
    async *history({ channel, thread }: Channel, oldest: string) {
      const limits = { channel, oldest, limit: 200, include_all_metadata: true };
      let cursor = '';
      for (let page = 0; page < 10; page++) {
        const next = { ...limits, ...(cursor && { cursor }) };
        const answer = await patiently('conversations.history', { within: postWithin, repeatable: true }, () =>
          thread ? conversations.replies({ ...next, ts: thread }) : conversations.history(next),
        );
        const { messages: found, response_metadata } = historyPage.parse(answer);
        yield* found;
        cursor = response_metadata?.next_cursor ?? '';
        if (!cursor) return;
      }
    },

    update: ({ channel, ts }: Spot, message: Rendered, within: number) =>
      patiently('chat.update', { within, repeatable: true }, () =>
        chat.update({ channel, ts, ...message, link_names: false, parse: 'none' }),
      ),

    /** Takes a message of the bot's own away. */
    remove: ({ channel, ts }: Pick<Spot, 'channel' | 'ts'>) =>
      patiently('chat.delete', { within: postWithin, repeatable: true }, () => chat.delete({ channel, ts })),

    /** Tells the asker alone. Twice is better than never. Throws Problem `place_unreachable` when the address is used up. */
    async whisper(responseUrl: string, whisper: Whisper): Promise<void> {
      const status = await patiently('response_url', soon, () => respond(responseUrl, whisper, apiUrl));
      const hint = `Slack answered ${status} to a response_url`;
      if (status >= 400) throw new Problem('place_unreachable', {}, { hint });
    },

    /** The same where no address for it came with the call. Whoever is not in the channel at the moment never sees it. */
    whisperTo: (user: string, { channel, thread }: Channel, message: Rendered) =>
      patiently(`chat.postEphemeral ${channel}`, soon, () =>
        chat.postEphemeral({
          ...{ channel, user, ...(thread && { thread_ts: thread }) },
          ...{ ...message, link_names: false, parse: 'none' as const },
        }),
      ),

    /** Shows something under a link; done again, instead of what was shown there before. Needs `links:write`. */
    unfurl: ({ url, ...at }: SharedLink, blocks: Rendered['blocks']) =>
      patiently('chat.unfurl', soon, () => chat.unfurl({ ...at, unfurls: { [url]: { blocks } } })),

    /** The message that began a message's thread; undefined when it is in none. Needs no scope. */
    async threadOf({ channel, ts }: Spot): Promise<string | undefined> {
      const answer = await patiently('chat.getPermalink', soon, () => chat.getPermalink({ channel, message_ts: ts }));
      const thread = new URL(permalink.parse(answer).permalink).searchParams.get('thread_ts');
      return thread === null || thread === ts ? undefined : thread;
    },

    /** Shows a person's App Home. */
    publish: (user: string, view: webApi.ViewsPublishArguments['view']) =>
      patiently('views.publish', soon, () => views.publish({ user_id: user, view })),
  };
}

const permalink = z.object({ permalink: z.url() });
