import type { Answer, PictureAnswer } from './answer.ts';
import type { Call } from './calls.ts';
import { deliverPicture, type Workshop } from './deliver.ts';
import { directedAnswer } from './directives.ts';
import { goDuration, newRequestId } from './envelope.ts';
import { type Exchange, readBody, send, sendCut } from './exchange.ts';
import { largestBody, refuseAtGate } from './gate.ts';
import { envelope, failureReply, type WireReply } from './reply.ts';
import { readRequest, type SandboxRequest } from './request.ts';

/** Refusals of real calls took about this long (API sheet, section 8), in nanoseconds. */
const refusalTime = 36_799_829;

/** Answers one call of the API: relay and gateway first, then the service; then the script, the prompt's directive, or a picture. */
export async function answerCall(
  exchange: Exchange,
  address: URL,
  workshop: Workshop,
  record: (call: Call) => void,
  nextScripted: () => Answer | undefined,
): Promise<void> {
  const { method = '', url = '', headers } = exchange.request;
  const text = await readBody(exchange.request, largestBody);
  const at = workshop.clock.now();
  record({ method, path: url, headers, body: jsonOrText(text), at, ended: exchange.ended });
  const requestId = newRequestId(at);
  const refusal = refuseAtGate(method, address, headers.authorization, requestId);
  if (refusal) return send(exchange, refusal);
  const request = readCall(headers['content-type'], text);
  const facts = { requestId, elapsed: goDuration(refusalTime) };
  if (typeof request === 'number') return send(exchange, failureReply({ kind: 'business', code: request }, facts));
  const answer = nextScripted() ?? directedAnswer(request.prompt) ?? { kind: 'picture' };
  if (answer.kind === 'silent') return;
  if (answer.kind === 'cut') {
    return sendCut(exchange, await makeReply(exchange, workshop, request, { kind: 'picture' }, requestId), answer.at);
  }
  send(
    exchange,
    answer.kind === 'picture'
      ? await makeReply(exchange, workshop, request, answer, requestId)
      : failureReply(answer, facts),
  );
}

/** The request, or the business code that refuses it. */
function readCall(contentType: string | undefined, text: string | undefined): SandboxRequest | number {
  if (!contentType?.startsWith('application/json')) return 50200;
  return text === undefined ? 50213 : readRequest(text);
}

/** A painter that fails is answered like a fault of the service, with the reason where a developer looks for it. */
async function makeReply(
  { signal }: Exchange,
  workshop: Workshop,
  request: SandboxRequest,
  answer: PictureAnswer,
  requestId: string,
): Promise<WireReply> {
  try {
    return await deliverPicture(workshop, request, answer, requestId, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    return envelope(500, 50500, `Internal Error: ${error}`, null, { requestId, elapsed: goDuration(refusalTime) });
  }
}

function jsonOrText(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return text;
  }
}
