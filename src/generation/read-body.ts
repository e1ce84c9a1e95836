import { release } from '../core/release.ts';

export const mebibyte = 1024 * 1024;

/** Bytes for a body of unknown length to begin with; doubled whenever they are full. */
const firstGuess = mebibyte;

/** A body with more bytes than allowed. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/**
 * Reads a body to its end into one piece of memory, made for `length` bytes where that is known; its own pieces are given
 * back. Throws BodyTooLarge as soon as it exceeds `limit` bytes, which also ends its connection.
 */
export async function readBody(
  body: AsyncIterable<Uint8Array>,
  limit: number,
  length: number | undefined,
): Promise<Buffer> {
  let memory = new ArrayBuffer(Math.min(length ?? firstGuess, limit));
  let filled = 0;
  for await (const chunk of body) {
    const end = filled + chunk.byteLength;
    if (end > limit) throw new BodyTooLarge(`more than ${limit} bytes`);
    if (end > memory.byteLength) memory = memory.transfer(Math.min(limit, Math.max(end, memory.byteLength * 2)));
    new Uint8Array(memory, filled).set(chunk);
    release(chunk);
    filled = end;
  }
  return Buffer.from(memory.byteLength === filled ? memory : memory.transfer(filled));
}

/** What an answer says about its length in bytes. Undefined when it says nothing. */
export function contentLength(headers: Readonly<Record<string, unknown>>): number | undefined {
  const length = headers['content-length'];
  return typeof length === 'string' && /^\d+$/.test(length) ? Number(length) : undefined;
}
