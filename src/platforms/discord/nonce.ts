import { createHash } from 'node:crypto';

/**
 * The same for the same call, so that Discord takes its message once however often it is sent within a few minutes, also
 * by another process; at most 25 characters. A call that posts in two ways has a `purpose` for each.
 */
export function nonceOf(interaction: string, purpose = ''): string {
  return `easel-${BigInt(interaction).toString(36)}${purpose}`;
}

/** What is too long for a nonce or an id, in 22 characters, which 132 bits of SHA-256 take. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
