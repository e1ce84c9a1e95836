import { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import type { Gate } from '../../core/gate.ts';
import type { Log } from '../../core/log.ts';
import { Problem } from '../../core/problem.ts';
import { createUpload } from '../../core/uploads.ts';
import { createChannelMethods } from './channels.ts';
import { download } from './download.ts';
import { createFileMethods } from './files.ts';
import { boltLogger } from './logger.ts';
import { createMessageMethods } from './messages.ts';
import { createPatience, type Patiently } from './patience.ts';

/** A message's address. */
export interface Spot {
  readonly channel: string;
  readonly ts: string;
  /** The message that began its thread, when it is an answer in one. */
  readonly thread?: string | undefined;
}

/** Slack's Web API as far as Easel uses it, with the rule for repeating each call. Rejects with @slack/web-api's errors. */
export type SlackClient = ReturnType<typeof createClient>;

/** The part of it that a surface needs. */
export type SlackMethods = ReturnType<SlackClient['until']>;

/** A trigger_id lives 3 s, and some of them are gone when it gets here. */
const formTimeout = 2500;
/** Longer than a call waits for it, so that an answer that comes late is there for the next call. */
const personTimeout = 2500;
const messageTimeout = 10_000;
const fileTimeout = 30_000;

const flag = z.boolean().default(false);

/** A user object as far as Easel reads it; people of other workspaces come with less (docs.slack.dev, Slack Connect). */
const personAnswer = z.object({
  user: z.object({
    team_id: z.string().optional(),
    name: z.string().optional(),
    locale: z.string().optional(),
    is_bot: flag,
    is_admin: flag,
    is_owner: flag,
    is_primary_owner: flag,
    is_restricted: flag,
    is_ultra_restricted: flag,
    is_stranger: flag,
  }),
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

/** Who the bot token belongs to: the bot's user, and the bot itself as messages name it; and which workspace that is, and where. */
const identity = z.object({
  team_id: z.string(),
  user: z.string(),
  user_id: z.string(),
  bot_id: z.string(),
  url: z
    .url({ protocol: /^https$/ })
    .optional()
    .catch(undefined),
});

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
    ...createChannelMethods(messages, patient(signal)),
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

    /** A file of the workspace, as `Surface.fetch`. */
    download: (address: string) => download(address, { botToken, apiUrl }),

    /** Once: the trigger is used up, or too old for a second try. */
    openForm: (triggerId: string, view: webApi.ViewsOpenArguments['view']) =>
      forms.views.open({ trigger_id: triggerId, view }),
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
