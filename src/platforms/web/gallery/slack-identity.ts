import { z } from 'zod';
import type { Clock } from '../../../core/clock.ts';
import { Problem } from '../../../core/problem.ts';
import { createCaller, type Identity, type Registration } from './identity.ts';

const token = z.object({ ok: z.literal(true), id_token: z.string() });

/** What an id token says, as far as it matters here. */
const claims = z.object({
  iss: z.string(),
  aud: z.string(),
  /** Seconds since 1970. */
  exp: z.number(),
  nonce: z.string(),
  'https://slack.com/team_id': z.string().regex(/^[A-Z0-9]{1,32}$/),
});

/**
 * Sign in with Slack, which is OpenID Connect. A nonce instead of PKCE: Slack takes PKCE only from apps that were made
 * public clients for good, and the nonce inside the id token ties it to this browser just as well (RFC 9700, section 2.1.1).
 */
export function slackIdentity({ id, secret, apiUrl }: Registration, clock: Clock): Identity {
  const { origin } = new URL(apiUrl);
  const call = createCaller('slack', clock);
  return {
    chat: 'slack',
    ask({ state, secret: nonce, redirect }) {
      const url = new URL('/openid/connect/authorize', origin);
      const asked = { response_type: 'code', client_id: id, scope: 'openid', state, nonce, redirect_uri: redirect };
      url.search = new URLSearchParams(asked).toString();
      return url;
    },
    async read(code, { secret: nonce, redirect }) {
      const form = { grant_type: 'authorization_code', code, redirect_uri: redirect };
      const body = new URLSearchParams({ ...form, client_id: id, client_secret: secret });
      const trade = { method: 'POST', body };
      const { id_token } = await call(new URL('openid.connect.token', apiUrl).href, trade, token);
      const read = claimsIn(id_token);
      const isOurs = read?.iss === origin && read.aud === id && read.nonce === nonce;
      if (!isOurs || read.exp * 1000 <= clock.now()) {
        throw new Problem('place_silent', {}, { hint: 'signing in: slack sent an id token that is not for us' });
      }
      return [read['https://slack.com/team_id']];
    },
  };
}

/** Its signature says no more than TLS does, as it comes from Slack directly (OpenID Connect Core 1.0, section 3.1.3.7). */
function claimsIn(idToken: string): z.output<typeof claims> | undefined {
  try {
    const payload: unknown = JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString());
    return claims.safeParse(payload).data;
  } catch {
    return undefined;
  }
}
