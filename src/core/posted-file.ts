import { Problem } from './problem.ts';

/** Bytes of a file that somebody has posted. More is no picture of ours. */
const most = 25 * 1024 * 1024;

/** The bytes of a file that somebody has posted. Throws Problem `file_unreachable` for more than 25 MiB, and what the stream throws. */
export async function readPosted({ body }: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.byteLength;
    // Leaving the loop hangs up.
    if (length > most) throw unreachable('it is larger than 25 MiB');
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

/** Problem `file_unreachable`, whose hint must not have the address: that is signed. */
export function unreachable(hint: string): Problem {
  return new Problem('file_unreachable', {}, { hint });
}
