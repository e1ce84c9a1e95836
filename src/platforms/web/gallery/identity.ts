import type { z } from 'zod';
import type { Clock } from '../../../core/clock.ts';
import { createGate } from '../../../core/gate.ts';
import { Problem } from '../../../core/problem.ts';
import type { Chat } from './visitors.ts';

/** What ties what a chat sends back to the browser that was sent there (RFC 6749, RFC 7636, OpenID Connect). */
export interface Attempt {
  /** Comes back in the address. 256 bits in base64url, as is the next one. */
  readonly state: string;
  /** The code verifier of PKCE, of which only the hash is in an address; or an OpenID nonce. */
  readonly secret: string;
  /** Where the chat sends the browser back to. */
  readonly redirect: string;
}

/** A chat that says to which of its servers or workspaces a person belongs. */
export interface Identity {
  readonly chat: Chat;
  /** Where the person says that it is them. */
  ask(attempt: Attempt): URL;
  /**
   * Trades the code for the ids of their communities on the chat; the code works once, and nothing else that comes with it
   * is kept. Throws Problem `place_silent`, whose hint has neither codes nor tokens in it.
   */
  read(code: string, attempt: Attempt): Promise<readonly string[]>;
}

/** What an operator registers at a chat. */
export interface Registration {
  readonly id: string;
  readonly secret: string;
  /** As `DISCORD_API_URL` or `SLACK_API_URL`. */
  readonly apiUrl: string;
}

/** Milliseconds for one answer, and for a turn to ask: a person is looking at an empty page. */
const patience = 10_000;

/** One answer takes about 0.2 s, so that 20 people a second can sign in; and no more than these are refused before we hear of it. */
const atOnce = 4;

/** Milliseconds for which a chat that has enough is left alone, unless it says how long. */
const usualPause = 60_000;
const longestPause = 10 * 60_000;

/** Asks a chat and reads its answer. Throws like `Identity.read`. */
export type Caller = <Schema extends z.ZodType>(
  url: string,
  request: RequestInit,
  schema: Schema,
) => Promise<z.output<Schema>>;

/**
 * Asks one chat, four times at once. Once it says that it has enough, nobody asks it for a while, however many press the
 * button, or make up codes: Discord shuts out machines with 10,000 refused calls in ten minutes, and ours has a bot to run.
 */
export function createCaller(chat: Chat, clock: Clock): Caller {
  const failed = (why: string) => new Problem('place_silent', {}, { hint: `signing in: ${chat} ${why}` });
  const turns = createGate(atOnce);
  let quietUntil = 0;

  const ask: Caller = async (url, request, schema) => {
    if (clock.now() < quietUntil) throw failed('has enough for now');
    const signal = AbortSignal.timeout(patience);
    // The failure itself may have the address in it, and addresses may have codes.
    const response = await fetch(url, { ...request, signal, redirect: 'error' }).catch(() => {
      throw failed('cannot be reached');
    });
    if (response.status === 429) quietUntil = clock.now() + pauseIn(response);
    const body: unknown = await response.json().catch(() => undefined);
    const read = schema.safeParse(body);
    if (response.ok && read.success) return read.data;
    throw failed(`answered ${response.status} ${errorIn(body)}`);
  };

  return async (url, request, schema) => {
    const turn = await turns.enter(1, AbortSignal.timeout(patience)).catch(() => {
      throw failed('is asked by too many at once');
    });
    try {
      return await ask(url, request, schema);
    } finally {
      turn.leave();
    }
  };
}

/** What `Retry-After` says, in seconds (RFC 9110, section 10.2.3). */
function pauseIn({ headers }: Response): number {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return seconds > 0 ? Math.min(seconds * 1000, longestPause) : usualPause;
}

/** A code such as `invalid_grant`, and nothing else that an answer may hold. */
function errorIn(body: unknown): string {
  const code = typeof body === 'object' && body !== null && 'error' in body ? String(body.error) : '';
  return /^[a-z_]{1,40}$/.test(code) ? code : 'something else';
}
