import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

/** Milliseconds, longer than any program that still works needs to start. */
const startDeadline = 30_000;
/** Easel lets running pictures end; here none are. */
const stopDeadline = 5000;

const home = resolve(import.meta.dirname, '..');
const { scripts } = z
  .object({ scripts: z.object({ start: z.string().startsWith('node ') }) })
  .parse(JSON.parse(await readFile(join(home, 'package.json'), 'utf8')));

/** What Node.js runs: Easel as `npm start` does, with its flags. */
const programs = {
  bare: ['bench/bare.ts'],
  Easel: scripts.start.split(' ').slice(1),
} as const;

export type Name = keyof typeof programs;

/** A program in a process of its own, ready to take calls. */
export interface Contender {
  readonly name: Name;
  /** Milliseconds from the start of its process until it said that it is ready. */
  readonly startedIn: number;
  /** Megabytes that it holds now. */
  memory(): Promise<number>;
  /** Most megabytes that it has held since `forgetPeak`. */
  peak(): Promise<number>;
  forgetPeak(): Promise<void>;
  stop(): Promise<void>;
}

/** Throws with what the program printed when it ends or hangs instead of getting ready. */
export async function startContender(
  name: Name,
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<Contender> {
  const startedAt = performance.now();
  const words = programs[name].map((word) => (word.startsWith('-') ? word : join(home, word)));
  const child = spawn(process.execPath, words, {
    cwd: folder,
    // NODE_OPTIONS=--cpu-prof shows what both spend their time on.
    env: { PATH: process.env['PATH'], NODE_OPTIONS: process.env['NODE_OPTIONS'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const startedIn = await ready(child).then(
    (at) => at - startedAt,
    async (error: unknown) => {
      await stop(child);
      throw new Error(`${name} did not get ready`, { cause: error });
    },
  );
  return {
    name,
    startedIn,
    memory: () => statusOf(child, 'VmRSS'),
    peak: () => statusOf(child, 'VmHWM'),
    // proc_pid_clear_refs(5): 5 makes what is held now the peak.
    forgetPeak: () => writeFile(`/proc/${child.pid}/clear_refs`, '5'),
    stop: () => stop(child),
  };
}

/** Both programs log JSON lines. Resolves at the one that says ready; passes on all that tell of trouble. */
function ready(child: ChildProcess): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const trouble: string[] = [];
  const timer = setTimeout(() => reject(new Error(`it hangs; ${trouble.join('\n')}`)), startDeadline);
  child.once('exit', (code) => reject(new Error(`exit code ${code}; ${trouble.join('\n')}`)));
  for (const output of [child.stdout, child.stderr]) {
    if (!output) continue;
    createInterface({ input: output }).on('line', (line) => {
      if (line.includes('"msg":"ready"')) resolve(performance.now());
      if (/"msg":"ready"|"level":30/.test(line)) return;
      trouble.push(line);
      console.error(line);
    });
  }
  return promise.finally(() => clearTimeout(timer));
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopDeadline);
  await exited;
  clearTimeout(timer);
}

async function statusOf({ pid }: ChildProcess, field: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kibibytes = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1];
  return (Number(kibibytes) * 1024) / 1e6;
}
