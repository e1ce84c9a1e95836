import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Clock, systemClock } from '../../src/core/clock.ts';
import { type Codes, createCodes } from './sign-in/codes.ts';
import { discordSignIn } from './sign-in/discord.ts';
import { slackSignIn } from './sign-in/slack.ts';

/** Somebody with an account at either chat. */
export interface Account {
  /** Ids of Discord servers. */
  readonly guilds?: readonly string[];
  /** Id of their Slack workspace. */
  readonly team?: string;
}

export interface App {
  readonly id: string;
  readonly secret: string;
  /** The only address that people are sent back to. */
  readonly redirect: string;
}

/** What goes wrong, until it is taken back: too many calls, no answer that can be read, a refusal, or an id token that is not for us. */
export type SignInFault = 'busy' | 'html' | 'refused' | 'issuer' | 'audience' | 'nonce' | 'expired' | undefined;

export interface Answer {
  readonly status: number;
  readonly json?: unknown;
  readonly location?: string;
}

export interface SignInParts {
  readonly app: App;
  readonly codes: Codes;
  readonly clock: Clock;
  readonly origin: () => string;
  readonly fault: () => SignInFault;
}

export type FakeSignIn = Awaited<ReturnType<typeof startFakeSignIn>>;

/**
 * The OAuth servers of Discord and Slack on loopback, as strict as the real ones: exact redirects, states and nonces that
 * come back, PKCE at Discord and none at Slack, codes that work once and for ten minutes.
 */
export async function startFakeSignIn(apps: { discord: App; slack: App }, clock: Clock = systemClock) {
  let fault: SignInFault;
  let url = '';
  const parts = { clock, origin: () => url, fault: () => fault };
  const routes = {
    ...discordSignIn({ ...parts, app: apps.discord, codes: createCodes(clock) }),
    ...slackSignIn({ ...parts, app: apps.slack, codes: createCodes(clock) }),
  };
  /** Whoever is at the keyboard. */
  let account: Account | 'declines' = {};
  const requests: string[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = new URL(request.url ?? '/', url);
    const form = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
    requests.push(`${request.method} ${asked.pathname}`);
    const route = routes[`${request.method} ${asked.pathname}`];
    const asPlanned = route?.({ query: asked.searchParams, form, headers: request.headers, account }) ?? {
      status: 404,
    };
    const isBusy = fault === 'busy' && asPlanned.json !== undefined;
    const given = isBusy ? { status: 429, json: { message: 'You are being rate limited.' } } : asPlanned;
    const isHtml = fault === 'html' && given.json !== undefined;
    response.writeHead(given.status, {
      ...(isBusy && { 'Retry-After': '30' }),
      'Content-Type': isHtml ? 'text/html' : 'application/json',
      ...(given.location !== undefined && { Location: given.location }),
    });
    response.end(isHtml ? '<h1>Hello</h1>' : JSON.stringify(given.json ?? {}));
  }

  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return {
    /** For both `DISCORD_API_URL` and, with a slash, `SLACK_API_URL`. */
    apiUrl: `${url}/api`,
    requests,
    break(how: SignInFault): void {
      fault = how;
    },
    /** Opens the page as somebody who agrees, or does not; returns where their browser is sent. */
    async visit(page: string, who: Account | 'declines'): Promise<string> {
      account = who;
      const response = await fetch(page, { redirect: 'manual' });
      const location = response.headers.get('location');
      if (location === null) throw new Error(`The chat refuses: ${response.status} ${await response.text()}`);
      return location;
    },
    async close(): Promise<void> {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
