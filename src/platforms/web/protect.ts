import { isIP } from 'node:net';
import type { Context, MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

/** Where we are, as the operator set it. */
export interface OwnAddress {
  /** Address or name that the server listens on. */
  readonly host: string;
  /** How others reach it. */
  readonly publicUrl?: string | undefined;
}

/**
 * Only our own files, nothing inline, nobody may frame us. Plain HTTP on loopback, so no HSTS. What a page says by itself
 * stands: pictures of open galleries may be shown elsewhere.
 */
const strict = {
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  referrerPolicy: 'no-referrer',
  xFrameOptions: 'DENY',
  strictTransportSecurity: false,
  overwrite: false,
} satisfies Parameters<typeof secureHeaders>[0];

/** Strict headers, without the two that browsers complain about where pages come neither from loopback nor by HTTPS. */
export function safeHeaders({ publicUrl }: OwnAddress): MiddlewareHandler {
  const all = secureHeaders(strict);
  const some = secureHeaders({ ...strict, crossOriginOpenerPolicy: false, originAgentCluster: false });
  return (context, next) => {
    const name = nameIn(context.req.header('host')) ?? '';
    const trusted = isLoopback(name) || (publicUrl?.startsWith('https:') && name === nameOf(publicUrl));
    return (trusted ? all : some)(context, next);
  };
}

/**
 * Whether a Host header names the studio. A page elsewhere whose name was rebound to our address sends that name; an
 * IP address and `localhost` cannot be rebound. Other names are the operator's to allow.
 */
export function isOwnHost(header: string | undefined, { host, publicUrl }: OwnAddress): boolean {
  const name = nameIn(header);
  if (name === undefined) return false;
  return name === 'localhost' || isIP(name) !== 0 || name === host.toLowerCase() || name === nameOf(publicUrl);
}

function isLoopback(name: string): boolean {
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}

/** The name or address in a Host header, without brackets and port. */
function nameIn(header = ''): string | undefined {
  const [, bracketed, plain] = /^(?:\[([\da-f:.]+)\]|([\w.-]+))(?::\d{1,5})?$/i.exec(header) ?? [];
  return (bracketed ?? plain)?.toLowerCase();
}

function nameOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : nameIn(new URL(url).host);
}

/**
 * Whether a request comes from our own page. Browsers send `Sec-Fetch-Site` to trustworthy addresses and `Origin` with
 * every POST (Fetch, sections 3.2 and 6); a request with neither is not from a page of ours.
 */
export function isSameOrigin(context: Context): boolean {
  const site = context.req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = context.req.header('origin');
  const host = context.req.header('host');
  return URL.canParse(origin ?? '') && new URL(origin ?? '').host === host?.toLowerCase();
}

/** Our script sends JSON, which no page elsewhere may send without being asked first; a plain form sends its own type. */
export function isJson(context: Context): boolean {
  return /^application\/json\b/i.test(context.req.header('content-type') ?? '');
}

/** Whether a body has one of the two types that the studio reads. */
export function isReadable(context: Context): boolean {
  return isJson(context) || /^application\/x-www-form-urlencoded\b/i.test(context.req.header('content-type') ?? '');
}
