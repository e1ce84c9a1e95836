import { hkdfSync } from 'node:crypto';
import type { Context } from 'hono';
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie';

/** Cookies that only we can write. Whoever has one can read it, so nothing secret from them belongs into it. */
export interface SealedCookies {
  /** Undefined also for what was not written by us, or under another name. */
  read(context: Context, name: string): Promise<string | undefined>;
  /** `value`: letters, digits, `-`, `_` and `.`. `seconds`: how long the browser keeps it. */
  write(context: Context, name: string, value: string, seconds: number): Promise<void>;
  remove(context: Context, name: string): void;
}

export interface SealParts {
  /** What all processes know and nobody else does. Another one makes all cookies void. */
  readonly secret: string;
  /** Whether browsers reach us by HTTPS. Then no neighbour under the same domain can set such a cookie for us. */
  readonly isSecure: boolean;
}

/**
 * Signs cookies (HMAC-SHA256), each name with a key of its own, so that none can be given for another. `Lax`: they come
 * along when somebody follows a link to us, and with nothing that a page elsewhere sends or embeds.
 */
export function createSealedCookies({ secret, isSecure }: SealParts): SealedCookies {
  const keyOf = (name: string) => new Uint8Array(hkdfSync('sha256', secret, '', `easel cookie ${name}`, 32));
  const common = { path: '/', httpOnly: true, sameSite: 'Lax', secure: isSecure } as const;
  const options = isSecure ? ({ ...common, prefix: 'host' } as const) : common;
  return {
    async read(context, name) {
      const read = await getSignedCookie(context, keyOf(name), name, isSecure ? 'host' : undefined);
      return read === false ? undefined : read;
    },
    write: (context, name, value, seconds) =>
      setSignedCookie(context, name, value, keyOf(name), { ...options, maxAge: seconds }),
    remove: (context, name) => void deleteCookie(context, name, options),
  };
}
