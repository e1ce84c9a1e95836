import { Problem } from '../core/problem.ts';
import type { AnswerBody } from './answer.ts';

/** Long enough for every id seen, and nothing that could be read as mark-up where the id is shown. */
const pattern = /^[\w.:-]{1,128}$/;

/** The service's id of the request: its own field, the gateway's, or the tail of a relay's message (API sheet, section 8). */
export function requestIdOf({ request_id, ResponseMetadata, error, message }: AnswerBody): string | undefined {
  const tail = /\(request id:\s*([^)\s]+)\s*\)/i.exec(`${error?.message ?? ''} ${message}`)?.[1];
  return [request_id, ResponseMetadata?.RequestId, tail].find((id) => id !== undefined && pattern.test(id));
}

/** The same problem, carrying the id that the service's support asks for. */
export function withRequestId({ code, facts, hint, cause }: Problem, requestId: string | undefined): Problem {
  return new Problem(code, facts, { hint, cause, requestId });
}
