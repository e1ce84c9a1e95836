import { createHash, randomBytes } from 'node:crypto';
import type { Account, SignInParts } from '../sign-in.ts';
import { consentPage, type Routes } from './asked.ts';

/** Discord's OAuth 2, with PKCE. */
export function discordSignIn(parts: SignInParts): Routes {
  const { app, codes, fault } = parts;
  const tokens = new Map<string, Account>();
  const basic = `Basic ${Buffer.from(`${app.id}:${app.secret}`).toString('base64')}`;
  return {
    'GET /api/oauth2/authorize': consentPage(parts, 'guilds', (query) => {
      const challenge = query.get('code_challenge') ?? '';
      return query.get('code_challenge_method') === 'S256' && challenge.length === 43 ? challenge : undefined;
    }),
    'POST /api/v10/oauth2/token': ({ form, headers }) => {
      if (headers.authorization !== basic) return { status: 401, json: { error: 'invalid_client' } };
      const grant = codes.take(form.get('code'));
      const challenge = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url');
      const isFine =
        form.get('grant_type') === 'authorization_code' &&
        form.get('redirect_uri') === grant?.redirect &&
        grant?.proof === challenge;
      if (!grant || !isFine || fault() === 'refused') return { status: 400, json: { error: 'invalid_grant' } };
      const token = `token-${randomBytes(12).toString('hex')}`;
      tokens.set(token, grant.account);
      return { status: 200, json: { access_token: token, token_type: 'Bearer', expires_in: 604_800, scope: 'guilds' } };
    },
    'GET /api/v10/users/@me/guilds': ({ headers }) => {
      const account = tokens.get(headers.authorization?.replace('Bearer ', '') ?? '');
      if (!account) return { status: 401, json: { message: '401: Unauthorized', code: 0 } };
      const guilds = account.guilds ?? [];
      return { status: 200, json: guilds.map((id) => ({ id, name: `Server ${id}`, icon: null, owner: false })) };
    },
  };
}
