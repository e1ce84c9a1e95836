import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers with the address of the run's PostgreSQL server, which starts when first asked for. */
    readonly postgresDoor: string;
  }
}

/** One real PostgreSQL server for all test files of a run, and none for a run that needs none. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let started: ReturnType<typeof startKeeper> | undefined;
  const door = createServer((_request, response) => {
    started ??= startKeeper();
    started.then(
      ({ url }) => response.end(url),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  const address = door.address();
  project.provide('postgresDoor', `http://127.0.0.1:${typeof address === 'object' ? address?.port : address}`);
  return async () => {
    door.close();
    door.closeAllConnections();
    await started?.then(({ stop }) => stop());
  };
}

/** A server that ends with this process, whatever ends that. */
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
