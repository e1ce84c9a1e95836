import type { Answer, PictureAnswer } from './answer.ts';
import { businessCodes, gatewayCodes, relayErrors } from './codes.ts';

/** What goes over the wire. A header that is undefined is not sent. */
export interface WireReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** What the service says about every call. */
export interface CallFacts {
  readonly requestId: string;
  readonly elapsed: string | number | 'missing';
}

export type FailureAnswer = Exclude<Answer, { kind: 'picture' | 'silent' | 'cut' }>;

export function json(status: number, value: unknown): WireReply {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(value) };
}

/** The service's envelope around `data` (API sheet, section 3). */
export function envelope(status: number, code: number, message: string, data: unknown, facts: CallFacts): WireReply {
  const { requestId, elapsed } = facts;
  const time = elapsed === 'missing' ? {} : { time_elapsed: elapsed };
  return json(status, { code, data, message, request_id: requestId, status: code, ...time });
}

/** The envelope around a made picture, given as its link or its bytes. */
export function pictureReply(
  answer: PictureAnswer,
  picture: { readonly link: string } | { readonly base64: string },
  expanded: { readonly field: string; readonly prompt: string },
  facts: CallFacts,
): WireReply {
  const [used, unused] =
    'link' in picture ? ['image_urls', 'binary_data_base64'] : ['binary_data_base64', 'image_urls'];
  const data = {
    ...resultFields(facts.requestId),
    [expanded.field]: expanded.prompt,
    [used]: ['link' in picture ? picture.link : picture.base64],
    ...unusedField(unused, answer.unused ?? 'empty list'),
  };
  return envelope(200, 10000, 'Success', data, { ...facts, elapsed: answer.elapsed ?? facts.elapsed });
}

function resultFields(requestId: string) {
  return {
    algorithm_base_resp: { status_code: 0, status_message: 'Success' },
    infer_ctx: {},
    llm_result: '',
    pe_result: '',
    predict_tags_result: '',
    rephraser_result: '',
    // 64 hexadecimal digits in captured answers, and another id than the one outside.
    request_id: Buffer.from(requestId.slice(0, 32).toLowerCase()).toString('hex'),
    vlm_result: '',
  };
}

function unusedField(name: string, as: NonNullable<PictureAnswer['unused']>): Record<string, unknown> {
  if (as === 'missing') return {};
  if (as === 'null') return { [name]: null };
  return { [name]: as === 'empty list' ? [] : [''] };
}

/** Everything but a picture, a silence and a cut connection. */
export function failureReply(answer: FailureAnswer, facts: CallFacts): WireReply {
  switch (answer.kind) {
    case 'business':
      return businessReply(answer, facts);
    case 'gateway':
      return gatewayReply(gatewayCodes[answer.code].status, answer.code, gatewayCodes[answer.code].number, facts);
    case 'relay': {
      const { status, type, code, message } = relayErrors[answer.error];
      return relayReply(status, { message: `${message} (request id: ${facts.requestId})`, type, code });
    }
    case 'no picture':
      return envelope(200, 10000, 'Success', emptyData(answer.data, facts.requestId), facts);
    case 'empty':
      return { status: answer.status, headers: retryAfter(answer.retryAfter), body: '' };
    case 'html':
      return { status: answer.status, headers: { 'content-type': 'text/html' }, body: proxyPage(answer.status) };
    case 'raw':
      return { status: answer.status, headers: answer.headers ?? {}, body: answer.body };
  }
}

function businessReply(answer: Extract<Answer, { kind: 'business' }>, facts: CallFacts): WireReply {
  const official = businessCodes[answer.code];
  const status = answer.status ?? official?.status ?? 400;
  const message = answer.message ?? official?.message ?? 'Unknown Error';
  if (answer.shape === 'gateway numeric') return gatewayReply(status, String(answer.code), undefined, facts, message);
  if (answer.shape === 'relay wrapped') {
    return relayReply(status, { message, type: 'jimeng_error', param: '', code: String(answer.code) });
  }
  // Verbatim from a real report (API sheet, section 4): the only error whose data is not null.
  const data =
    answer.code === 50501
      ? {
          algorithm_base_resp: { status_code: 100202, status_message: "do predict failed. err='wanx-v1'" },
          binary_data_base64: [],
        }
      : null;
  return envelope(status, answer.code, message, data, facts);
}

/** The gateway in front of the service, and the shape of its errors (API sheet, section 4). */
export function gatewayReply(
  status: number,
  code: string,
  number: number | undefined,
  { requestId }: Pick<CallFacts, 'requestId'>,
  message = `The request was refused: ${code}.`,
): WireReply {
  const error = { ...(number === undefined ? {} : { CodeN: number }), Code: code, Message: message };
  const about = { Action: 'CVProcess', Version: '2022-08-31', Service: 'cv', Region: 'cn-north-1' };
  return json(status, { ResponseMetadata: { RequestId: requestId, ...about, Error: error } });
}

/** The relay's own errors, in the shape of OpenAI's. */
export function relayReply(status: number, error: Readonly<Record<string, string>>): WireReply {
  return json(status, { error });
}

function emptyData(data: Extract<Answer, { kind: 'no picture' }>['data'], requestId: string): unknown {
  if (data === 'null') return null;
  const fields = resultFields(requestId);
  if (data === 'missing lists') return fields;
  const list = data === 'empty strings' ? [''] : [];
  return { ...fields, binary_data_base64: list, image_urls: list };
}

function retryAfter(seconds: number | undefined): Record<string, string> {
  return seconds === undefined ? {} : { 'retry-after': String(seconds) };
}

function proxyPage(status: number): string {
  const title = status === 524 ? '524: A timeout occurred' : `${status} Bad Gateway`;
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
}
