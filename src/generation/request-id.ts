import { Problem } from '../core/problem.ts';
import type { AnswerBody } from './answer.ts';

/** Long enough for every id seen, and nothing that could be read as mark-up where the id is shown. */
const pattern = /^[\w.:-]{1,128}$/;

/**
 * The service's id of the request: its own field, the gateway's, the tail of a relay's message (API sheet, section 8),
 * or else what a header of the answer says.
 */
export function requestIdOf(body: AnswerBody | undefined, header: string | undefined): string | undefined {
  const tail = /\(request id:\s*([^)\s]+)\s*\)/i.exec(`${body?.error?.message ?? ''} ${body?.message ?? ''}`)?.[1];
  const ids = [body?.request_id, body?.ResponseMetadata?.RequestId, tail, header];
  return ids.find((id) => id !== undefined && pattern.test(id));
}

/** The header in which relays built like new-api, or else a server in front of one, tell their id of the request. */
export function requestIdIn(headers: Readonly<Record<string, string | string[] | undefined>>): string | undefined {
  return [headers['x-oneapi-request-id'], headers['x-request-id']].find((value) => typeof value === 'string');
}

/** The same problem, carrying the id that the service's support asks for. */
export function withRequestId({ code, facts, hint, cause }: Problem, requestId: string | undefined): Problem {
  return new Problem(code, facts, { hint, cause, requestId });
}
