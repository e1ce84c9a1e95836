import { once } from 'node:events';
import type { Server } from 'node:http';
import { Problem } from '../../core/problem.ts';

/** Listens and resolves with the address for people. Throws a Problem whose hint is a sentence for the operator. */
export async function listen(server: Server, host: string, port: number): Promise<string> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new Problem('unexpected', {}, { hint: reasonOf(cause, host, port), cause });
  }
  const address = server.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;
  return `http://${nameOf(host)}:${taken}`;
}

function reasonOf(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'an error';
  if (code === 'EADDRINUSE') {
    return `port ${port} on ${host} is already in use. Stop what uses it, or set PORT to another number (0 takes any free one).`;
  }
  if (code === 'EACCES') return `port ${port} may not be used by this user. Set PORT to a number from 1024 to 65535.`;
  return `HOST ${host} cannot be listened on (${code}). Set HOST to an address of this machine.`;
}

/** An address that a browser can open: "any address" is reached as this machine. */
function nameOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
