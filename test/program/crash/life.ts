import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { CrashOrder } from './points.ts';

/** `whole`: the program as the README starts it. `mortal`: the same, except that it kills itself where it is told. */
export type ProgramName = 'whole' | 'mortal';

/** One process, from its start to its end. */
export interface Life {
  /** Milliseconds from start to ready. Rejects when it ends before. */
  readonly ready: Promise<number>;
  /** How it ended: a signal, an exit code, or what kept it from starting. */
  readonly ended: Promise<string>;
  signal(signal: NodeJS.Signals): void;
  /** Tells a mortal one where to kill itself. Resolves when it knows, or has ended. */
  crashAt(order: CrashOrder): Promise<void>;
}

const paths = {
  whole: fileURLToPath(new URL('../../../bin/easel.js', import.meta.url)),
  mortal: fileURLToPath(new URL('./child.ts', import.meta.url)),
};

/** Starts a process with nothing but these settings. `hear` gets every line that it says. */
export function startLife(
  program: ProgramName,
  settings: Record<string, string>,
  folder: string,
  hear: (line: string) => void,
): Life {
  const startedAt = performance.now();
  const child = fork(paths[program], {
    execArgv: [],
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // As under npm, it ends when the test is gone.
    env: { PATH: process.env['PATH'], npm_lifecycle_event: 'start', ...settings },
  });
  const { promise: ready, resolve, reject } = Promise.withResolvers<number>();
  ready.catch(() => undefined);
  const ended = once(child, 'exit').then(
    ([code, signal]) => String(signal ?? code),
    (error: unknown) => String(error),
  );
  void ended.then((how) => reject(new Error(`it ended with ${how} before it was ready`)));
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface(stream).on('line', (line) => {
      hear(line);
      if (line.includes('"ready"')) resolve(performance.now() - startedAt);
    });
  }
  return {
    ready,
    ended,
    signal: (signal) => void child.kill(signal),
    async crashAt(order) {
      child.send(order);
      await Promise.race([once(child, 'message'), ended]);
    },
  };
}
