/** The largest seed that both the service and a signed 32-bit relay accept (API sheet, section 2.1). */
export const largestSeed = 2147483646;

/**
 * A seed from 1 to 2147483646 that depends only on its arguments, so that a replayed call asks for the same picture.
 * FNV-1a with the finalizer of MurmurHash3: spreads neighbouring ids over the whole range.
 */
export function seedFor(invocation: string, purpose: string, n: number): number {
  let hash = 0x811c9dc5;
  for (const unit of new TextEncoder().encode(`${invocation}\n${purpose}\n${n}`)) {
    hash = Math.imul(hash ^ unit, 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (((hash ^ (hash >>> 16)) >>> 0) % largestSeed) + 1;
}
