import { asProblem, Problem } from '../core/problem.ts';
import { type AnswerBody, parseBody } from './answer.ts';
import { businessMeaning, codeInText } from './codes.ts';
import { readElapsed } from './elapsed.ts';
import { gatewayMeaning } from './gateway.ts';
import { liftPicture, placeholder } from './lift.ts';
import { decodeBase64 } from './picture.ts';
import { mebibyte } from './read-body.ts';
import { relayMeaning } from './relay.ts';
import { requestIdOf, withRequestId } from './request-id.ts';
import { type Meaning, meaning, type RetryRule, rules } from './rule.ts';
import { decisiveMeaning, statusMeaning } from './status.ts';

/** An answer of the service, read to its end. */
export interface Answer {
  readonly status: number;
  readonly body: Buffer;
  /** Milliseconds that the service asks to wait. */
  readonly retryAfter: number | undefined;
  /** Milliseconds until the answer was complete. */
  readonly elapsed: number;
  /** The request's id as a header told it. */
  readonly requestId?: string | undefined;
}

/** A picture that the service says it has painted: its bytes, or where they are. */
export interface Painted {
  readonly kind: 'painted';
  /** Some send both; then the address is for when the bytes cannot be read. */
  readonly picture: { readonly bytes: Buffer; readonly url?: string | undefined } | { readonly url: string };
  readonly requestId: string | undefined;
  readonly upstreamElapsed: number | undefined;
  readonly expandedPrompt: string | undefined;
}

export interface Failure {
  readonly kind: 'failed';
  readonly problem: Problem;
  readonly rule: RetryRule;
  readonly retryAfter: number | undefined;
  /** An operator should hear of it when it comes back the same on the next try. */
  readonly alert: boolean;
}

const success = 10000;

/** Characters besides the picture. Answers have a few thousand; parsing 40 MiB of them would hold up everybody for seconds. */
const longestText = mebibyte;

/** Reads an answer by the algorithm of the API sheet, section 4. Never throws: what cannot be read is a failure, too. */
export function readAnswer(answer: Answer): Painted | Failure {
  const { text, base64 } = liftPicture(answer.body);
  const body = text.length > longestText ? undefined : parseBody(text);
  if (!body) return failure(answer, withoutBody(answer.status, text));
  const failed = bodyMeaning(body, answer.status);
  return failed ? failure(answer, failed, body) : painted(answer, body, base64);
}

function withoutBody(status: number, body: string): Meaning {
  const known = statusMeaning(status);
  if (known) return known;
  const isLong = body.length > longestText;
  if (/^\s*\{/.test(body) && !(isLong && body.trimEnd().endsWith('}'))) {
    return meaning('service_cut_off', 'the JSON of the answer is cut off');
  }
  if (isLong) return meaning('service_unclear', 'more than 1 MiB of text besides the picture');
  return meaning('service_unclear', body.trim() === '' ? 'an empty answer' : 'not JSON; is IMAGE_API_URL a web page?');
}

/** Undefined for success. */
function bodyMeaning(body: AnswerBody, status: number): Meaning | undefined {
  const gateway = body.ResponseMetadata?.Error;
  if (gateway) {
    return meaningOf({ code: gateway.Code, message: gateway.Message }, status, (name) =>
      gatewayMeaning(name, gateway.CodeN),
    );
  }
  if (numberIn(body.code) === success) return undefined;
  if (numberIn(body.code) === undefined && body.error) {
    return meaningOf(body.error, status, relayMeaning);
  }
  return meaningOf({ code: body.code, message: body.message || body.detail }, status, relayMeaning);
}

interface ErrorFields {
  readonly code: number | string | null;
  readonly type?: string;
  readonly message: string;
}

/** By number, else by a status that decides alone, by name, by text when there is no code at all, or by HTTP status. */
function meaningOf(
  { code, type = '', message }: ErrorFields,
  status: number,
  byName: (name: string) => Meaning | undefined,
): Meaning {
  const business = (number: number | undefined) => (number === undefined ? undefined : businessMeaning(number, status));
  const found =
    business(numberIn(code)) ??
    decisiveMeaning(status) ??
    byName(String(code ?? '')) ??
    byName(type) ??
    business(code ? undefined : codeInText(message)) ??
    statusMeaning(status) ??
    meaning('service_unclear', 'an unknown code without an error status');
  return code ? { ...found, hint: `code ${plain(code)}: ${found.hint}` } : found;
}

function numberIn(code: number | string | null): number | undefined {
  if (typeof code === 'number') return code;
  return code !== null && /^\d{5,6}$/.test(code) ? Number(code) : undefined;
}

/** The code as a word for the log. */
function plain(code: number | string): string {
  return String(code)
    .replace(/[^\w:.-]+/g, ' ')
    .slice(0, 60);
}

function painted(answer: Answer, body: AnswerBody, lifted: Buffer | undefined): Painted | Failure {
  const requestId = requestIdOf(body, answer.requestId);
  try {
    const picture = pictureIn(body, lifted);
    if (!picture) {
      return failure(answer, meaning('service_gave_no_picture', 'success without a picture', rules.newSeed), body);
    }
    const { pe_result, llm_result, rephraser_result } = body.data ?? {};
    const expandedPrompt = [pe_result, llm_result, rephraser_result].map((words) => words?.trim()).find(Boolean);
    return { kind: 'painted', picture, requestId, upstreamElapsed: readElapsed(body.time_elapsed), expandedPrompt };
  } catch (error) {
    const problem = withRequestId(asProblem(error), requestId);
    return { kind: 'failed', problem, rule: rules.never, retryAfter: undefined, alert: false };
  }
}

/** Base64 is decoded right here, so that the text and the bytes of a picture are in memory together only for a moment. */
function pictureIn({ data }: AnswerBody, lifted: Buffer | undefined): Painted['picture'] | undefined {
  const [base64] = data?.binary_data_base64 ?? [];
  const [url] = data?.image_urls ?? [];
  if (!base64) return url ? { url } : undefined;
  try {
    return { bytes: decodeBase64(base64 === placeholder && lifted ? lifted : Buffer.from(base64)), url };
  } catch (error) {
    if (!url) throw error;
    return { url };
  }
}

function failure(answer: Answer, { problem, hint, rule, alert = false }: Meaning, body?: AnswerBody): Failure {
  const algorithm = body?.data?.algorithm_base_resp.status_code ?? 0;
  const details = {
    hint: `${hint} (HTTP ${answer.status}${algorithm === 0 ? '' : `, algorithm status ${algorithm}`})`,
    requestId: requestIdOf(body, answer.requestId),
  };
  return {
    kind: 'failed',
    problem:
      problem === 'service_timeout'
        ? new Problem(problem, { seconds: Math.max(1, Math.round(answer.elapsed / 1000)) }, details)
        : new Problem(problem, {}, details),
    rule,
    retryAfter: answer.retryAfter,
    alert: alert || algorithm !== 0,
  };
}
