import { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import { Problem } from '../../core/problem.ts';
import { boltLogger } from './logger.ts';
import { createPatience, type Patiently } from './patience.ts';
import type { Rendered } from './render.ts';

/** A message's address. */
export interface Spot {
  readonly channel: string;
  readonly ts: string;
}

/** Slack's Web API as far as Easel uses it, with the rule for repeating each call. Rejects with @slack/web-api's errors. */
export type SlackMethods = ReturnType<typeof createMethods>;

export type SlackClient = ReturnType<typeof createClient>;

/** Names the metadata of our messages, which hold the call's id. */
export const callEvent = 'easel_call';

/** Nothing in a message may turn into a link preview, a mention or a channel link. */
const inert = { unfurl_links: false, unfurl_media: false, link_names: false, parse: 'none' } as const;

/** A trigger_id lives 3 s, and some of them are gone when it gets here. */
const formTimeout = 2500;
const messageTimeout = 10_000;
const fileTimeout = 30_000;

/** Slack's spare time for a post: a channel takes about one a second (protocols of chat.postMessage). */
const postWithin = 60_000;

const posted = z.object({ channel: z.string(), ts: z.string() });
const uploadPlace = z.object({ upload_url: z.string(), file_id: z.string() });
const shares = z.record(z.string(), z.record(z.string(), z.array(z.object({ thread_ts: z.string().optional() }))));
const fileInfo = z.object({ file: z.object({ shares: shares.optional() }) });
const fileList = z.object({ files: z.array(z.object({ id: z.string(), name: z.string().nullish() })) });
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

export interface ClientParts {
  readonly botToken: string;
  /** Ends with a slash, e.g. `https://slack.com/api/`. */
  readonly apiUrl: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Who the bot token belongs to: the bot's user, and the bot itself as messages name it. */
const identity = z.object({ user: z.string(), user_id: z.string(), bot_id: z.string() });

/** Three connections' worth of clients, so that no 429 or slow upload stands before a form that a trigger_id waits for. */
export function createClient({ botToken, apiUrl, clock, log }: ClientParts) {
  const patiently = createPatience(clock);
  const closing = new AbortController();
  const client = (timeout: number) => new webApi.WebClient(botToken, clientOptions(apiUrl, timeout, log));
  const clients = { forms: client(formTimeout), messages: client(messageTimeout), files: client(fileTimeout) };
  const methods = (signal: AbortSignal) =>
    createMethods(clients, (lane, patience, send) => patiently(lane, { ...patience, signal }, send));

  return {
    ...methods(closing.signal),
    /** Aborted when the client is closed. */
    closing: closing.signal,
    /** The same client, whose waiting also ends with this signal and its reason. */
    until: (signal: AbortSignal) => methods(AbortSignal.any([signal, closing.signal])),
    /** Ends everything that waits, with Problem `place_silent`. */
    close: () => closing.abort(new Problem('place_silent', {}, { hint: 'Slack is being hung up on' })),
  };
}

type Clients = Readonly<Record<'forms' | 'messages' | 'files', webApi.WebClient>>;

function createMethods({ forms, messages, files }: Clients, patiently: Patiently) {
  const file = { within: 60_000, repeatable: true };

  return {
    identify: () =>
      patiently('auth.test', { within: 10_000, repeatable: true }, () => messages.auth.test()).then((answer) =>
        identity.parse(answer),
      ),

    /** Once: the trigger is used up, or too old for a second try. */
    openForm: (triggerId: string, view: webApi.ViewsOpenArguments['view']) =>
      forms.views.open({ trigger_id: triggerId, view }),

    /** Never repeated when it is unclear whether the message exists: Slack has no way to tell, and two would be worse. */
    async post(channel: string, message: Rendered, call: string): Promise<Spot> {
      const metadata = { event_type: callEvent, event_payload: { call } };
      const answer = await patiently(`chat.postMessage ${channel}`, { within: postWithin, repeatable: false }, () =>
        messages.chat.postMessage({ channel, ...message, ...inert, mrkdwn: false, metadata }),
      );
      return posted.parse(answer);
    },

    /**
     * What people have written into a channel since `oldest`, newest first, 200 at a time and at most ten times: who
     * asked for a picture has not waited for 2000 messages. Needs one of the `…:history` scopes.
     */
    async *history(channel: string, oldest: string) {
      const limits = { channel, oldest, limit: 200, include_all_metadata: true };
      let cursor = '';
      for (let page = 0; page < 10; page++) {
        const answer = await patiently('conversations.history', { within: postWithin, repeatable: true }, () =>
          messages.conversations.history({ ...limits, ...(cursor && { cursor }) }),
        );
        const { messages: found, response_metadata } = historyPage.parse(answer);
        yield* found;
        cursor = response_metadata?.next_cursor ?? '';
        if (!cursor) return;
      }
    },

    update: (spot: Spot, message: Rendered, within: number) =>
      patiently('chat.update', { within, repeatable: true }, () =>
        messages.chat.update({ ...spot, ...message, link_names: false, parse: 'none' }),
      ),

    join: (channel: string) =>
      patiently('conversations.join', { within: 10_000, repeatable: true }, () =>
        messages.conversations.join({ channel }),
      ),

    /** Where to send a file of exactly `length` bytes. No alt text: with it, sharing silently fails (python-slack-sdk issue 1818). */
    uploadPlace: async (filename: string, length: number) =>
      uploadPlace.parse(
        await patiently('files.getUploadURLExternal', file, () =>
          files.files.getUploadURLExternal({ filename, length }),
        ),
      ),

    /** Makes the sent bytes a file: the bot's own, or shared in a thread. Twice would share it twice. */
    completeUpload: (id: string, title: string, thread?: Spot) =>
      patiently('files.completeUploadExternal', { ...file, repeatable: thread === undefined }, () =>
        files.files.completeUploadExternal(
          thread
            ? { files: [{ id, title }], channel_id: thread.channel, thread_ts: thread.ts }
            : { files: [{ id, title }] },
        ),
      ),

    /** The threads in which people in the channel see the file; undefined stands for the channel itself. */
    sharedIn: async (id: string, channel: string): Promise<(string | undefined)[]> => {
      const answer = await patiently('files.info', file, () => files.files.info({ file: id }));
      const kinds = Object.values(fileInfo.parse(answer).file.shares ?? {});
      return kinds.flatMap((kind) => kind[channel] ?? []).map(({ thread_ts }) => thread_ts);
    },

    /** Ids of the files of this name that people have seen in the channel since the message, newest first. */
    filesSince: async ({ channel, ts }: Spot, name: string): Promise<string[]> => {
      // A file's time of creation is in whole seconds.
      const since = { channel, ts_from: String(Math.floor(Number(ts))), count: 200 };
      const answer = await patiently('files.list', file, () => files.files.list(since));
      return fileList.parse(answer).files.flatMap((each) => (each.name === name ? [each.id] : []));
    },

    discard: (id: string) => patiently('files.delete', file, () => files.files.delete({ file: id })),
  };
}

/** No retries and no waiting inside the SDK: by default it repeats posts and lets one 429 pause a whole client. */
export function clientOptions(apiUrl: string, timeout: number, log: Log): webApi.WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    timeout,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: boltLogger(log),
  };
}
