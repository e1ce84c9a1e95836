import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../../core/clock.ts';
import { createCaller, type Identity, type Registration } from './identity.ts';

const token = z.object({ access_token: z.string() });

/** Snowflakes. Discord lists up to 200 at once, and nobody is in more. */
const guilds = z.array(z.object({ id: z.string().regex(/^\d{1,20}$/) }));

/** Discord's OAuth 2 with PKCE. It is asked for nothing but the list of servers (scope `guilds`). */
export function discordIdentity({ id, secret, apiUrl }: Registration, clock: Clock): Identity {
  const call = createCaller('discord', clock);
  const api = `${apiUrl}/v10`;
  return {
    chat: 'discord',
    ask({ state, secret: verifier, redirect }) {
      const url = new URL(`${apiUrl}/oauth2/authorize`);
      url.search = new URLSearchParams({
        ...{ response_type: 'code', client_id: id, scope: 'guilds', state, redirect_uri: redirect },
        ...{ code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256' },
        // Who has agreed before is not asked again.
        prompt: 'none',
      }).toString();
      return url;
    },
    async read(code, { secret: verifier, redirect }) {
      const form = { grant_type: 'authorization_code', code, redirect_uri: redirect, code_verifier: verifier };
      const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
      const body = new URLSearchParams(form);
      const trade = { method: 'POST', headers: { authorization }, body };
      const { access_token } = await call(`${api}/oauth2/token`, trade, token);
      const headers = { authorization: `Bearer ${access_token}` };
      const found = await call(`${api}/users/@me/guilds`, { headers }, guilds);
      return found.map((guild) => guild.id);
    },
  };
}
