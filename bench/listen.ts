import { once } from 'node:events';
import type { Server } from 'node:http';
import { z } from 'zod';

const address = z.object({ port: z.int() });

/** Listens on a free port of loopback. `close` also ends the connections that clients keep open. */
export async function listen(server: Server): Promise<{ readonly url: string; close(): Promise<void> }> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = address.parse(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
