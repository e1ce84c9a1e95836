import { once } from 'node:events';
import { createServer } from 'node:http';
import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers with the address of the run's PostgreSQL server, which starts when first asked for. */
    readonly postgresDoor: string;
  }
}

/** One real PostgreSQL server for all test files of a run, and none for a run that needs none. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let started: ReturnType<typeof startPostgres> | undefined;
  const door = createServer((_request, response) => {
    started ??= startPostgres();
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
    await started?.then((server) => server.close());
  };
}
