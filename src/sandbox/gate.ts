import { gatewayReply, relayReply, type WireReply } from './reply.ts';

/** The service's limit for a body in bytes (API sheet, section 5, code 50213). */
export const largestBody = 10 * 1024 * 1024;

const gateway = { Action: 'CVProcess', Version: '2022-08-31' };

/** What relay and gateway refuse before the service sees the call, or undefined when they let it through. */
export function refuseAtGate(
  method: string,
  address: URL,
  authorization: string | undefined,
  requestId: string,
): WireReply | undefined {
  if (method !== 'POST' || address.pathname !== '/volcv/v1') {
    const message = `Invalid URL (${method} ${address.pathname})`;
    return relayReply(404, { message, type: 'invalid_request_error', param: '', code: '' });
  }
  if (!/^Bearer \S/.test(authorization ?? '')) {
    return relayReply(401, { message: `Invalid token (request id: ${requestId})`, type: 'new_api_error', code: '' });
  }
  for (const [name, expected] of Object.entries(gateway)) {
    const given = address.searchParams.get(name);
    if (!given) return gatewayReply(400, 'MissingParameter', 100002, { requestId }, `Missing ${name}.`);
    if (given !== expected) return gatewayReply(404, 'InvalidActionOrVersion', 100008, { requestId });
  }
  return undefined;
}
