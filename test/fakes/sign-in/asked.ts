import type { IncomingHttpHeaders } from 'node:http';
import type { Account, Answer, SignInParts } from '../sign-in.ts';

export interface Asked {
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly account: Account | 'declines';
}

export type Routes = Readonly<Record<string, (asked: Asked) => Answer>>;

/** The page where people agree. `proof` reads what ties the code to who asked; undefined where that is missing. */
export function consentPage(
  { app, codes }: SignInParts,
  scope: string,
  proof: (query: URLSearchParams) => string | undefined,
) {
  return ({ query, account }: Asked): Answer => {
    const redirect = query.get('redirect_uri') ?? '';
    const state = query.get('state') ?? '';
    // Nobody is sent to an address that was not registered, not even with an error.
    if (query.get('client_id') !== app.id || redirect !== app.redirect)
      return { status: 400, json: { error: 'redirect' } };
    const back = new URL(redirect);
    const proven = proof(query);
    const isFine = query.get('response_type') === 'code' && query.get('scope') === scope && state.length >= 43;
    if (account === 'declines') back.search = new URLSearchParams({ error: 'access_denied', state }).toString();
    else if (!isFine || proven === undefined)
      back.search = new URLSearchParams({ error: 'invalid_request', state }).toString();
    else
      back.search = new URLSearchParams({ code: codes.give({ account, redirect, proof: proven }), state }).toString();
    return { status: 302, location: back.href };
  };
}
