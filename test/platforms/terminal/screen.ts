import { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';

/** A terminal wide enough for everything: what is written to it, and what a person sees on it. */
export interface Screen extends Writable {
  readonly isTTY: boolean;
  /** The lines as they stand now. */
  readonly lines: readonly string[];
  /** Everything that was ever written. */
  readonly written: string;
}

/** Knows what spinners do to a terminal: columns, lines up, clearing. With `isTTY` false it is a pipe. */
export function createScreen(isTTY = true): Screen {
  const lines = [''];
  let row = 0;
  let column = 0;
  let written = '';

  function print(line: string): void {
    const old = lines[row] ?? '';
    lines[row] = old.slice(0, column).padEnd(column) + line + old.slice(column + line.length);
    column += line.length;
  }

  const stream = new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      written += chunk;
      for (const [at, line] of stripVTControlCharacters(String(chunk)).split('\n').entries()) {
        if (at > 0) {
          row++;
          column = 0;
          lines[row] ??= '';
        }
        print(line);
      }
      done();
    },
  });
  return Object.defineProperties(
    Object.assign(stream, {
      isTTY,
      columns: 1_000_000,
      lines,
      written,
      cursorTo(to: number) {
        column = to;
      },
      moveCursor(_columns: number, rows: number) {
        row += rows;
      },
      clearLine() {
        lines[row] = '';
      },
    }),
    { written: { get: () => written } },
  );
}
