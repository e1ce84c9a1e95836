import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';

const cookie = 'easel_session';

/**
 * The browser's session: a UUID in a cookie, set when there is none. Two browsers do not see each other's pictures.
 * `Lax` and not `Strict`, because with `Strict` a click on a link to the studio would arrive without the cookie and
 * start an empty session; requests that change something are checked by their origin instead.
 */
export function sessionOf(context: Context): string {
  const given = z.uuid().safeParse(getCookie(context, cookie));
  if (given.success) return given.data;
  const session = randomUUID();
  setCookie(context, cookie, session, { path: '/', httpOnly: true, sameSite: 'Lax' });
  return session;
}
