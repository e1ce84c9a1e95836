import type { IncomingMessage, ServerResponse } from 'node:http';
import { addressOf, closeServer, listen } from '../../fakes/slack/http.ts';

/** Mounts a request listener at /slack/events of a web server of its own, as the program does. */
export async function serveListener(listener: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = await listen(listener);
  return { url: `http://${addressOf(server)}/slack/events`, close: () => closeServer(server) };
}
