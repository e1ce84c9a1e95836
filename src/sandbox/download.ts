import type { Clock } from '../core/clock.ts';
import type { Call } from './calls.ts';
import { type Exchange, send, sendCut } from './exchange.ts';
import type { Links } from './links.ts';

const type = { 'content-type': 'application/octet-stream' };

/** Answers a request for a picture by its link, like the service's storage: whatever is not a valid link is forbidden. */
export async function serveDownload(
  exchange: Exchange,
  address: URL,
  links: Links,
  clock: Clock,
  record: (call: Call) => void,
): Promise<void> {
  const { method = '', url = '', headers } = exchange.request;
  record({ method, path: url, headers, body: undefined, at: clock.now(), ended: exchange.ended });
  const link = method === 'GET' ? links.find(address) : undefined;
  if (!link) return send(exchange, { status: 403, headers: type, body: 'Forbidden' });
  if (link.download === 'silent') return;
  const reply = { status: 200, headers: type, body: await link.open(exchange.signal) };
  if (link.download === 'cut') sendCut(exchange, reply, 'in body');
  else send(exchange, reply);
}
