import { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import { createGate } from '../../core/gate.ts';
import type { Log } from '../../core/log.ts';
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

/** Nothing in a message may turn into a link preview, a mention or a channel link. */
const inert = { unfurl_links: false, unfurl_media: false, link_names: false, parse: 'none' } as const;

/** A trigger_id lives 3 s, and some of them are gone when it gets here. */
const formTimeout = 2500;
const messageTimeout = 10_000;
/** As on Discord; a picture has a few megabytes. */
const uploadsAtOnce = 6;
const fileTimeout = 30_000;

/** Slack's spare time for a post: a channel takes about one a second (protocols of chat.postMessage). */
const postWithin = 60_000;

const posted = z.object({ channel: z.string(), ts: z.string() });

export interface ClientParts {
  readonly botToken: string;
  /** Ends with a slash, e.g. `https://slack.com/api/`. */
  readonly apiUrl: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Three connections' worth of clients, so that no 429 or slow upload stands before a form that a trigger_id waits for. */
export function createClient({ botToken, apiUrl, clock, log }: ClientParts) {
  const patiently = createPatience(clock);
  const client = (timeout: number) => new webApi.WebClient(botToken, clientOptions(apiUrl, timeout, log));
  const [forms, messages, files] = [client(formTimeout), client(messageTimeout), client(fileTimeout)];
  const uploads = createGate(uploadsAtOnce);
  const methods = (patient: Patiently) => ({
    /** For picture files on their way: each is held in memory. */
    uploads,
    ...createMessageMethods(messages, patient, apiUrl),
    ...createFileMethods(files, patient),
  });

  return {
    ...methods(patiently),

    /** The same methods, which end with the signal: pauses at once, calls a moment later. Rejects with its reason. */
    until: (signal: AbortSignal | undefined) =>
      methods((lane, patience, send) => patiently(lane, { ...patience, signal }, send)),

    /** Who the bot token belongs to. */
    identify: () =>
      patiently('auth.test', { within: 10_000, repeatable: true }, () => messages.auth.test()).then((answer) =>
        z.object({ user: z.string(), user_id: z.string(), bot_id: z.string() }).parse(answer),
      ),

    /** Once: the trigger is used up, or too old for a second try. */
    openForm: (triggerId: string, view: webApi.ViewsOpenArguments['view']) =>
      forms.views.open({ trigger_id: triggerId, view }),
  };
}

function createMessageMethods({ chat, conversations }: webApi.WebClient, patiently: Patiently, apiUrl: string) {
  return {
    /** Never repeated when it is unclear whether the message exists: Slack has no way to tell, and two would be worse. */
    async post(channel: string, message: Rendered, call: string): Promise<Spot> {
      const metadata = { event_type: 'easel_call', event_payload: { call } };
      const answer = await patiently(`chat.postMessage ${channel}`, { within: postWithin, repeatable: false }, () =>
        chat.postMessage({ channel, ...message, ...inert, mrkdwn: false, metadata }),
      );
      return posted.parse(answer);
    },

    update: (spot: Spot, message: Rendered, within: number) =>
      patiently('chat.update', { within, repeatable: true }, () =>
        chat.update({ ...spot, ...message, link_names: false, parse: 'none' }),
      ),

    /** Tells the asker alone. Twice is better than never. Rejects when the address is used up. */
    async whisper(responseUrl: string, whisper: Whisper): Promise<void> {
      const status = await patiently('response_url', { within: 10_000, repeatable: true }, () =>
        respond(responseUrl, whisper, apiUrl),
      );
      if (status >= 400) throw new Error(`Slack answered ${status} to a response_url`);
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
