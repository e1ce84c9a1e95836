import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../src/core/clock.ts';
import type { Account } from '../sign-in.ts';

/** What a code was given for. */
export interface Grant {
  readonly account: Account;
  readonly redirect: string;
  /** The challenge of PKCE, or the nonce. */
  readonly proof: string;
}

export interface Codes {
  give(grant: Grant): string;
  /** Undefined for a code that is unknown, used or too old. */
  take(code: string | null): Grant | undefined;
}

const lifetime = 10 * 60_000;

/** Codes that work once. */
export function createCodes(clock: Clock): Codes {
  const given = new Map<string, Grant & { readonly until: number }>();
  return {
    give(grant) {
      const code = `code-${randomBytes(12).toString('hex')}`;
      given.set(code, { ...grant, until: clock.now() + lifetime });
      return code;
    },
    take(code) {
      const grant = given.get(code ?? '');
      given.delete(code ?? '');
      return grant && grant.until > clock.now() ? grant : undefined;
    },
  };
}
