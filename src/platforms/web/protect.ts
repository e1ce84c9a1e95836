import type { Context, MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

/** Only our own files, nothing inline, nobody may frame us. Plain HTTP on loopback, so no HSTS. */
export const safeHeaders: MiddlewareHandler = secureHeaders({
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
});

/** Whether a Host header names this machine itself. A page that rebinds its own name to 127.0.0.1 still sends its name. */
export function isLoopbackHost(host: string | undefined): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i.test(host ?? '');
}

/** Whether an address to listen on is reached from this machine only. */
export function isLoopbackAddress(address: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(address);
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
