import { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import type { Gate } from '../../core/gate.ts';
import type { Log } from '../../core/log.ts';
import { Problem } from '../../core/problem.ts';
import { createUpload } from '../../core/uploads.ts';
import { createFileMethods } from './files.ts';
import { boltLogger } from './logger.ts';
import { createPatience, type Patiently } from './patience.ts';
import type { Rendered } from './render.ts';
import { respond, type Whisper } from './respond.ts';

/** A message's address. */
export interface Spot {
  readonly channel: string;
  readonly ts: string;
}

/** Slack's Web API as far as Easel uses it, with the rule for repeating each call. Rejects with @slack/web-api's errors. */
export type SlackClient = ReturnType<typeof createClient>;

/** The part of it that a surface needs. */
export type SlackMethods = ReturnType<SlackClient['until']>;

/** Names the metadata of our messages, which hold the call's id. */
export const callEvent = 'easel_call';

/** Nothing in a message may turn into a link preview, a mention or a channel link. */
const inert = { unfurl_links: false, unfurl_media: false, link_names: false, parse: 'none' } as const;

/** A trigger_id lives 3 s, and some of them are gone when it gets here. */
const formTimeout = 2500;
/** Longer than a call waits for it, so that an answer that comes late is there for the next call. */
const personTimeout = 2500;
const messageTimeout = 10_000;
const fileTimeout = 30_000;

/** Slack's spare time for a post: a channel takes about one a second (protocols of chat.postMessage). */
const postWithin = 60_000;

const posted = z.object({ channel: z.string(), ts: z.string() });

const flag = z.boolean().default(false);

/** A user object as far as Easel reads it; people of other workspaces come with less (docs.slack.dev, Slack Connect). */
const personAnswer = z.object({
  user: z.object({
    team_id: z.string().optional(),
    locale: z.string().optional(),
    is_admin: flag,
    is_owner: flag,
    is_primary_owner: flag,
    is_restricted: flag,
    is_ultra_restricted: flag,
    is_stranger: flag,
  }),
});

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
  /** Bytes of pictures that may be in memory at once on their way to Slack; no limit without it. */
  readonly memory?: Gate | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

/** Who the bot token belongs to: the bot's user, and the bot itself as messages name it. */
const identity = z.object({ user: z.string(), user_id: z.string(), bot_id: z.string() });

/** Four connections' worth of clients, so that no 429 or slow upload stands before a form that a trigger_id waits for. */
export function createClient({ botToken, apiUrl, memory, clock, log }: ClientParts) {
  const patiently = createPatience(clock);
  const closing = new AbortController();
  const client = (timeout: number) => new webApi.WebClient(botToken, clientOptions(apiUrl, timeout, log));
  const [forms, people] = [client(formTimeout), client(personTimeout)];
  const [messages, files] = [client(messageTimeout), client(fileTimeout)];
  const upload = createUpload(memory);
  const patient =
    (signal: AbortSignal): Patiently =>
    (lane, patience, send) =>
      patiently(lane, { ...patience, signal }, send);
  const methods = (signal: AbortSignal) => ({
    upload,
    ...createMessageMethods(messages, patient(signal), apiUrl),
    ...createFileMethods(files, patient(signal)),
  });

  return {
    ...methods(closing.signal),

    /** Aborted when the client is closed. */
    closing: closing.signal,

    /** The same methods, which end with the signal: pauses at once, calls a moment later. Rejects with its reason. */
    until: (signal: AbortSignal) => methods(AbortSignal.any([signal, closing.signal])),

    /** Ends everything that waits, with Problem `place_silent`. */
    close: () => closing.abort(new Problem('place_silent', {}, { hint: 'Slack is being hung up on' })),

    /** Who the bot token belongs to. Once: whoever asks can wait. */
    identify: () => messages.auth.test().then((answer) => identity.parse(answer)),

    /** What Slack knows of somebody. Once: a call waits for it. */
    person: (user: string) =>
      people.users.info({ user, include_locale: true }).then((answer) => personAnswer.parse(answer).user),

    /** Once: the trigger is used up, or too old for a second try. */
    openForm: (triggerId: string, view: webApi.ViewsOpenArguments['view']) =>
      forms.views.open({ trigger_id: triggerId, view }),
  };
}

function createMessageMethods({ chat, conversations }: webApi.WebClient, patiently: Patiently, apiUrl: string) {
  return {
    /** Never repeated when it is unclear whether the message exists: Slack has no way to tell, and two would be worse. */
    async post(channel: string, message: Rendered, call: string): Promise<Spot> {
      const metadata = { event_type: callEvent, event_payload: { call } };
      const answer = await patiently(`chat.postMessage ${channel}`, { within: postWithin, repeatable: false }, () =>
        chat.postMessage({ channel, ...message, ...inert, mrkdwn: false, metadata }),
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
          conversations.history({ ...limits, ...(cursor && { cursor }) }),
        );
        const { messages: found, response_metadata } = historyPage.parse(answer);
        yield* found;
        cursor = response_metadata?.next_cursor ?? '';
        if (!cursor) return;
      }
    },

    update: (spot: Spot, message: Rendered, within: number) =>
      patiently('chat.update', { within, repeatable: true }, () =>
        chat.update({ ...spot, ...message, link_names: false, parse: 'none' }),
      ),

    /** Tells the asker alone. Twice is better than never. Throws Problem `place_unreachable` when the address is used up. */
    async whisper(responseUrl: string, whisper: Whisper): Promise<void> {
      const status = await patiently('response_url', { within: 10_000, repeatable: true }, () =>
        respond(responseUrl, whisper, apiUrl),
      );
      const hint = `Slack answered ${status} to a response_url`;
      if (status >= 400) throw new Problem('place_unreachable', {}, { hint });
    },

    join: (channel: string) =>
      patiently('conversations.join', { within: 10_000, repeatable: true }, () => conversations.join({ channel })),
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
