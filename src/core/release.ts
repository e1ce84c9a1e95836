/**
 * Gives the memory of bytes that nobody needs any more back at once: the garbage collector lets some 64 MB of them pile up
 * before it looks. Whoever still reads them finds nothing; nothing outside of JavaScript, such as a socket, may still do.
 * A part of a larger buffer, whose rest may be somebody's, is left alone.
 */
export function release({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}
