/**
 * Gives the memory of bytes that nobody needs any more back at once: the garbage collector lets some 64 MB of them pile up
 * before it looks. Whoever still reads them finds nothing; nothing outside of JavaScript, such as a socket, may still do.
 * A part of a larger buffer, whose rest may be somebody's, is left alone.
 */
export function release({ buffer, byteLength }: Uint8Array): void {
  // Empty: it was given back already.
  if (byteLength === 0 || !(buffer instanceof ArrayBuffer)) return;
  if (buffer.byteLength === byteLength) buffer.transfer(0);
}
