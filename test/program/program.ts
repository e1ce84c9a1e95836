import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface Program {
  /** Everything it said so far. */
  readonly lines: readonly string[];
  /** Waits for a line that has this text. */
  says(text: string): Promise<string>;
  signal(signal: NodeJS.Signals): void;
  /** Waits for its end; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  close(): Promise<void>;
}

/**
 * Runs the real program, as the README's commands do, in a folder of its own and with nothing but these settings.
 * `shell` stands before the command line, for what starts programs in its own way.
 */
export function runProgram(
  words: readonly string[],
  settings: Record<string, string>,
  folder: string,
  shell: readonly string[] = [],
): Program {
  const [command = '', ...rest] = [...shell, process.execPath, `${process.cwd()}/bin/easel.js`, ...words];
  const child = spawn(command, rest, {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const notice = () => {
    for (const wake of waiting) wake();
  };
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => {
      lines.push(line);
      notice();
    });
  }
  let closed = false;
  const ended = once(child, 'close').then(() => {
    closed = true;
    notice();
    return child.exitCode;
  });
  return {
    lines,
    ended,
    signal: (signal) => void child.kill(signal),
    async says(text) {
      for (;;) {
        const line = lines.find((each) => each.includes(text));
        if (line) return line;
        if (closed) throw new Error(`It ended without saying “${text}”:\n${lines.join('\n')}`);
        await new Promise<void>((resolve) => waiting.add(resolve));
      }
    },
    async close() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
