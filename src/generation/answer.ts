import { z } from 'zod';

// Only what is used, and every field forgives: a new or missing field must never break a paid call (API sheet, section 10).
const text = z.string().catch('');
const code = z.union([z.int(), z.string()]).nullable().catch(null);
const strings = z
  .array(z.unknown())
  .catch([])
  .transform((list) => list.flatMap((item) => (typeof item === 'string' && item !== '' ? [item] : [])));

const data = z.object({
  algorithm_base_resp: z.object({ status_code: z.int().catch(0) }).catch({ status_code: 0 }),
  binary_data_base64: strings,
  image_urls: strings,
  pe_result: text,
  llm_result: text,
  rephraser_result: text,
});

const gatewayError = z.object({ CodeN: z.int().optional().catch(undefined), Code: code, Message: text });
const relayError = z.object({ message: text, code, type: text });

/** Every JSON shape that the service, its gateway and relays answer with, in one (API sheet, sections 3 and 4). */
export const answerSchema = z.object({
  code,
  message: text,
  detail: text,
  request_id: text,
  time_elapsed: z.unknown().optional(),
  data: data.nullable().catch(null),
  ResponseMetadata: z
    .object({ RequestId: text, Error: gatewayError.nullable().catch(null) })
    .nullable()
    .catch(null),
  error: z
    .union([relayError, z.string().transform((message) => ({ message, code: null, type: '' }))])
    .nullable()
    .catch(null),
});

export type AnswerBody = z.output<typeof answerSchema>;

/** The body as JSON of a known shape, whatever its content type says; undefined for everything else. */
export function parseBody(body: string): AnswerBody | undefined {
  try {
    // Some servers put a byte order mark first, which JSON.parse does not take.
    return answerSchema.safeParse(JSON.parse(body.replace(/^\ufeff/, ''))).data;
  } catch {
    return undefined;
  }
}
