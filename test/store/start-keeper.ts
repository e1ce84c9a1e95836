import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A real PostgreSQL server in a process of its own. */
export async function startKeeper(): Promise<{ url: string; stop: () => Promise<void> }> {
  const path = fileURLToPath(new URL('./postgres-keeper.ts', import.meta.url));
  const keeper = spawn(process.execPath, [path], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(keeper, 'exit');
  for await (const url of createInterface({ input: keeper.stdout })) {
    return {
      url,
      async stop() {
        keeper.stdin.end();
        await exited;
      },
    };
  }
  throw new Error('PostgreSQL did not start');
}
