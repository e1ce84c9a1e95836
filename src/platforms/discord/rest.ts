import { DefaultRestOptions, RateLimitError, REST, type RESTOptions } from 'discord.js';
import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import { Problem } from '../../core/problem.ts';
import { discordCode } from './errors.ts';
import type { MessageBody } from './render.ts';

/** A message with its files, or any other JSON without. */
export interface Payload {
  readonly body: MessageBody | object;
  readonly files?: readonly { readonly name: string; readonly blob: Blob }[];
}

/** One way to Discord's HTTP interface. */
export interface Sender {
  /**
   * Sends once, or again after a pause while `repeat` is set and nobody knows whether it arrived; always again when
   * Discord only asked to wait. Resolves to the answer's JSON. Throws what discord.js throws.
   */
  send(method: 'post' | 'patch', route: `/${string}`, payload: Payload, how?: Sending): Promise<unknown>;
  /** Sends nothing more and ends every pause, with Problem `place_silent`. */
  close(): void;
}

export interface Sending {
  /** Whether doing it twice is doing it once. */
  readonly repeat?: boolean;
  /** Ends the pauses. A request on its way is waited for, so that it cannot arrive after the next one. */
  readonly signal?: AbortSignal;
  /** Milliseconds for each attempt; a minute by default. */
  readonly within?: number;
}

/** Milliseconds for one upload: 10 MiB at 1.4 Mbit/s. discord.js's own 15 s would cut slow lines off and send again. */
const uploadTimeout = 60_000;

/** Pauses before an attempt is repeated, in milliseconds. discord.js would repeat at once. */
const pauses = [250, 1000, 4000];

/** Milliseconds that rate limits may take from one request altogether. */
const rateLimitBudget = 60_000;

/**
 * The way for interactions: their answers are not bound to Discord's 50 requests a second (Discord: receiving and
 * responding), and without their own client discord.js would hold them back with everything else.
 */
export function interactionSender(api: string, clock: Clock): Sender {
  return createSender(new REST({ ...settings(api), globalRequestsPerSecond: Number.POSITIVE_INFINITY }), false, clock);
}

/** The way for messages by the bot's token, which keep to 50 requests a second. */
export function botSender(api: string, token: string, clock: Clock): Sender {
  return createSender(new REST(settings(api)).setToken(token), true, clock);
}

function settings(api: string): Partial<RESTOptions> {
  // Repeating and waiting are `persist`'s, by the injected clock and with a budget.
  return { api, version: '10', retries: 0, timeout: uploadTimeout, rejectOnRateLimit: () => true, makeRequest };
}

/**
 * Forms go by Node's own fetch. discord.js would give them to whatever undici dispatcher the process shares, and that of
 * another undici version, such as the one for the image service, refuses Node's forms. Anything else is quicker by undici.
 */
const makeRequest: RESTOptions['makeRequest'] = async (url, init) => {
  const { body, method = 'GET', signal = null } = init;
  if (!(body instanceof FormData)) return DefaultRestOptions.makeRequest(url, init);
  const headers = z.record(z.string(), z.string()).parse(init.headers);
  const response = await fetch(url, { body, method, signal, headers });
  // discord.js leaves these unread, which would keep their connections busy.
  if (response.status === 429 || response.status >= 500) await response.body?.cancel();
  return response;
};

function createSender(rest: REST, auth: boolean, clock: Clock): Sender {
  const closing = new AbortController();
  return {
    send(method, route, payload, { repeat = false, signal, within } = {}) {
      const attempt = (over?: AbortSignal) =>
        rest[method](route, { auth, ...content(payload), ...(over && { signal: over }) });
      const over = signal ? AbortSignal.any([signal, closing.signal]) : closing.signal;
      return persist(() => (within === undefined ? attempt() : limit(attempt, within, clock)), repeat, clock, over);
    },
    close() {
      closing.abort(new Problem('place_silent', {}, { hint: 'Discord is being hung up on' }));
      rest.clearHashSweeper();
      rest.clearHandlerSweeper();
    },
  };
}

/** Gives something a signal that ends it after so many milliseconds. */
async function limit<Result>(
  act: (over: AbortSignal) => Promise<Result>,
  within: number,
  clock: Clock,
): Promise<Result> {
  const [over, done] = [new AbortController(), new AbortController()];
  clock.sleep(within, done.signal).then(
    () => over.abort(),
    () => undefined,
  );
  try {
    return await act(over.signal);
  } finally {
    done.abort();
  }
}

/** A form of Blobs goes through discord.js untouched, so files are streamed instead of copied, and can be sent again. */
function content({ body, files = [] }: Payload): { body: unknown; passThroughBody?: true } {
  if (files.length === 0) return { body };
  const form = new FormData();
  form.append('payload_json', JSON.stringify(body));
  for (const [index, { name, blob }] of files.entries()) form.append(`files[${index}]`, blob, name);
  return { body: form, passThroughBody: true };
}

async function persist<Result>(
  attempt: () => Promise<Result>,
  repeat: boolean,
  clock: Clock,
  signal: AbortSignal,
): Promise<Result> {
  let spent = 0;
  for (let failures = 0; ; ) {
    signal.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      const limited = error instanceof RateLimitError;
      const pause = limited ? error.retryAfter : pauses[failures++];
      if (limited) spent += error.retryAfter;
      const hopeless = limited ? spent > rateLimitBudget : !repeat || discordCode(error) !== undefined;
      if (pause === undefined || hopeless) throw error;
      await clock.sleep(pause, signal);
    }
  }
}

/** The message's id in an answer that is one. */
export function messageIdOf(answer: unknown): string | undefined {
  return z.object({ id: z.string() }).safeParse(answer).data?.id;
}
