import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A PostgreSQL server of its own, which ends with this process however that ends. */
export interface PostgresServer {
  readonly url: string;
  /** Stops it at once, as a crash does: nobody is told, and nothing is written any more. */
  crash(): Promise<void>;
  /** Starts it again after a crash, with its data. */
  restart(): Promise<void>;
  /** Stops it and removes its files. */
  close(): Promise<void>;
}

/** Starts one within about a second. */
export async function startPostgres(): Promise<PostgresServer> {
  const path = fileURLToPath(new URL('./postgres-keeper.ts', import.meta.url));
  const keeper = spawn(process.execPath, [path], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(keeper, 'exit');
  const answers = createInterface({ input: keeper.stdout })[Symbol.asyncIterator]();

  async function answer(): Promise<string> {
    const { value, done } = await answers.next();
    if (done) throw new Error('PostgreSQL did not start');
    return value;
  }

  async function order(what: 'crash' | 'restart'): Promise<void> {
    keeper.stdin.write(`${what}\n`);
    await answer();
  }

  return {
    url: await answer(),
    crash: () => order('crash'),
    restart: () => order('restart'),
    async close() {
      keeper.stdin.end();
      await exited;
    },
  };
}
