import { RateLimitError, REST, type RESTOptions, type RequestData } from 'discord.js';
import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import { Problem } from '../../core/problem.ts';
import { release } from '../../core/release.ts';
import { createUpload, type Upload } from '../../core/uploads.ts';
import { discordCode } from './errors.ts';
import { type Form, formOf } from './form.ts';
import type { MessageBody } from './render.ts';

export interface PictureFile {
  readonly name: string;
  readonly type: string;
  /** Bytes. */
  readonly length: number;
  read(): Promise<Uint8Array>;
}

/** A message with its files, or any other JSON without. */
export interface Payload {
  readonly body?: MessageBody | object;
  readonly files?: readonly PictureFile[];
  /** Apart from the route, by which discord.js recognises what it must not hold back or remember. */
  readonly query?: URLSearchParams;
}

/** One way to Discord's HTTP interface. */
export interface Sender {
  /**
   * Sends once, or again after a pause while `repeat` is set and nobody knows whether it arrived; always again when
   * Discord only asked to wait. Resolves to the answer's JSON. Throws what discord.js throws.
   */
  send(
    method: 'get' | 'post' | 'patch' | 'delete',
    route: `/${string}`,
    payload: Payload,
    how?: Sending,
  ): Promise<unknown>;
  /** Sends nothing more and ends every pause, with Problem `place_silent`. */
  close(): void;
}

export interface Sending {
  /** Whether doing it twice is doing it once. */
  readonly repeat?: boolean;
  /**
   * Ends pauses and uploads at once. Anything smaller on its way gets a second more, so that it hardly ever arrives
   * after the next one. Rejects with its reason.
   */
  readonly signal?: AbortSignal;
  /** Milliseconds for each attempt; a minute by default. */
  readonly within?: number;
}

/** Milliseconds for one upload: 10 MiB at 1.4 Mbit/s. discord.js's own 15 s would cut slow lines off and send again. */
const uploadTimeout = 60_000;

/** Milliseconds that a small request still gets when it is given up: Discord usually answers within half of that. */
const lastMoment = 1000;

/** Pauses before an attempt is repeated, in milliseconds. discord.js would repeat at once. */
const pauses = [250, 1000, 4000];

/** Milliseconds that rate limits may take from one request altogether. */
const rateLimitBudget = 60_000;

/**
 * The way for interactions: their answers are not bound to Discord's 50 requests a second (Discord: receiving and
 * responding), and without their own client discord.js would hold them back with everything else.
 */
export function interactionSender(api: string, clock: Clock, upload: Upload = createUpload()): Sender {
  const rest = new REST({ ...settings(api), globalRequestsPerSecond: Number.POSITIVE_INFINITY });
  return createSender(rest, false, clock, upload);
}

/** The way for messages by the bot's token, which keep to 50 requests a second. */
export function botSender(api: string, token: string, clock: Clock, upload: Upload = createUpload()): Sender {
  return createSender(new REST(settings(api)).setToken(token), true, clock, upload);
}

function settings(api: string): Partial<RESTOptions> {
  // Repeating and waiting are `persist`'s, by the injected clock and with a budget.
  return { api, version: '10', retries: 0, timeout: uploadTimeout, rejectOnRateLimit: () => true };
}

function createSender(rest: REST, auth: boolean, clock: Clock, upload: Upload): Sender {
  const closing = new AbortController();

  return {
    async send(method, route, { body, files = [], query }, { repeat = false, signal: ending, within } = {}) {
      const signal = ending ? AbortSignal.any([ending, closing.signal]) : closing.signal;
      const ask = (data: RequestData, grace: number) =>
        bound((over) => rest[method](route, { auth, signal: over, ...data }), { within, signal, grace }, clock);
      const sendFiles = () =>
        upload(lengthOf(files), signal, async () => {
          const { type, bytes } = await readForm(body ?? {}, files);
          const answer = await ask({ body: bytes, passThroughBody: true, headers: { 'content-type': type } }, 0);
          // Discord answers well only when it has all of it.
          release(bytes);
          return answer;
        });
      const sendWords = () => ask({ ...(body && { body }), ...(query && { query }) }, lastMoment);
      return await persist(files.length > 0 ? sendFiles : sendWords, repeat, clock, signal);
    },
    close() {
      closing.abort(new Problem('place_silent', {}, { hint: 'Discord is being hung up on' }));
      rest.clearHashSweeper();
      rest.clearHandlerSweeper();
    },
  };
}

/** Gives something a signal that ends it after `within` milliseconds, or `grace` milliseconds after the given one. */
async function bound<Result>(
  act: (over: AbortSignal) => Promise<Result>,
  { within, signal, grace }: { within: number | undefined; signal: AbortSignal | undefined; grace: number },
  clock: Clock,
): Promise<Result> {
  signal?.throwIfAborted();
  const [over, done] = [new AbortController(), new AbortController()];
  const endAfter = (milliseconds: number) =>
    clock.sleep(milliseconds, done.signal).then(
      () => over.abort(),
      () => undefined,
    );
  if (within !== undefined) void endAfter(within);
  signal?.addEventListener('abort', () => void (grace > 0 ? endAfter(grace) : over.abort()), { signal: done.signal });
  try {
    return await act(over.signal);
  } finally {
    done.abort();
  }
}

function lengthOf(files: readonly PictureFile[]): number {
  return files.reduce((sum, { length }) => sum + length, 0);
}

/**
 * A form goes through discord.js untouched and as one piece: in 64 KiB steps it takes ten times the time, and a form of
 * Node's own is refused where another version of undici has made itself the process's.
 */
async function readForm(body: object, files: readonly PictureFile[]): Promise<Form> {
  const whole = await Promise.all(files.map(async ({ name, type, read }) => ({ name, type, bytes: await read() })));
  const form = formOf(body, whole);
  for (const { bytes } of whole) release(bytes);
  return form;
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
      // A Problem is none of Discord's: the picture's file is gone.
      const known = error instanceof Problem || discordCode(error) !== undefined;
      const hopeless = limited ? spent > rateLimitBudget : !repeat || known;
      if (pause === undefined || hopeless) throw error;
      await clock.sleep(pause, signal);
    }
  }
}

const message = z.object({ id: z.string() });

/** The message's id in an answer that is one. */
export function messageIdOf(answer: unknown): string | undefined {
  return message.safeParse(answer).data?.id;
}
