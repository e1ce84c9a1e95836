/** Bytes of a file, both ends included. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/**
 * Reads a Range header (RFC 9110, section 14.2) for a file of `size` bytes. Undefined: the whole file, also for what is no
 * range, counts other units, or asks for several at once, which a server may do. `beyond`: none of it is in the file.
 */
export function readRange(header: string | undefined, size: number): Range | 'beyond' | undefined {
  const [, from = '', to = ''] = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  if (from === '') return lastBytes(Number(to), size);
  const first = Number(from);
  const last = to === '' ? size - 1 : Number(to);
  if (to !== '' && last < first) return undefined;
  return first < size ? { first, last: Math.min(last, size - 1) } : 'beyond';
}

function lastBytes(count: number, size: number): Range | 'beyond' {
  if (count === 0 || size === 0) return 'beyond';
  return { first: Math.max(0, size - count), last: size - 1 };
}
