import type { SignInParts } from '../sign-in.ts';
import { consentPage, type Routes } from './asked.ts';

/** Slack's OpenID Connect. Apps that are no public clients may not use PKCE. */
export function slackSignIn(parts: SignInParts): Routes {
  const { app, codes, clock, origin, fault } = parts;
  return {
    'GET /openid/connect/authorize': consentPage(parts, 'openid', (query) =>
      query.has('code_challenge') ? undefined : (query.get('nonce') ?? undefined),
    ),
    'POST /api/openid.connect.token': ({ form }) => {
      if (form.get('client_id') !== app.id || form.get('client_secret') !== app.secret) {
        return { status: 200, json: { ok: false, error: 'invalid_client' } };
      }
      const grant = codes.take(form.get('code'));
      const isFine = form.get('grant_type') === 'authorization_code' && form.get('redirect_uri') === grant?.redirect;
      if (!grant || !isFine || fault() === 'refused')
        return { status: 200, json: { ok: false, error: 'invalid_code' } };
      const seconds = Math.floor(clock.now() / 1000);
      const claims = {
        iss: fault() === 'issuer' ? 'https://elsewhere.example' : origin(),
        aud: fault() === 'audience' ? 'another app' : app.id,
        nonce: fault() === 'nonce' ? 'another one' : grant.proof,
        exp: seconds + (fault() === 'expired' ? 0 : 300),
        sub: 'U0R7JM',
        'https://slack.com/user_id': 'U0R7JM',
        'https://slack.com/team_id': grant.account.team ?? 'T0NOBODY',
      };
      const token = [{ alg: 'RS256' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
      return {
        status: 200,
        json: { ok: true, access_token: 'xoxp-1', token_type: 'Bearer', id_token: `${token.join('.')}.c2ln` },
      };
    },
  };
}
