import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../core/clock.ts';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** Slack: a request whose time differs by more than five minutes may be a replay. */
const oldestSeconds = 5 * 60;

/**
 * Refuses requests whose timestamp is more than five minutes away. Bolt 5.1 checks the past only, so a request signed
 * for next year could be replayed until then. Also answers 404 where Bolt throws at paths that it does not know.
 */
export function freshRequests(listener: Listener, clock: Clock): Listener {
  return (request, response) => {
    const seconds = Number(request.headers['x-slack-request-timestamp']);
    // Not a number is refused as well.
    if (!(Math.abs(clock.now() / 1000 - seconds) <= oldestSeconds)) {
      request.resume();
      response.writeHead(401).end();
      return;
    }
    try {
      listener(request, response);
    } catch {
      response.writeHead(404).end();
    }
  };
}
