import { z } from 'zod';

/** A full and valid body of a call. */
export const body = {
  req_key: 'high_aes_general_v21_L',
  prompt: 'a fox at dawn',
  req_schedule_conf: 'general_v20_9B_pe',
  llm_seed: 7,
  seed: 42,
  scale: 3.5,
  ddim_steps: 25,
  width: 512,
  height: 512,
  use_pre_llm: true,
  use_sr: true,
  return_url: false,
};

export const query = '?Action=CVProcess&Version=2022-08-31';

/** Calls the sandbox the way a client should; `changes` replace fields of the body, undefined leaves them out. */
export function call(url: string, changes: Record<string, unknown> = {}, init: RequestInit = {}): Promise<Response> {
  return fetch(`${url}/volcv/v1${query}`, {
    method: 'POST',
    headers: { authorization: 'Bearer key', 'content-type': 'application/json' },
    body: JSON.stringify({ ...body, ...changes }),
    ...init,
  });
}

const lists = z.array(z.string()).nullish();

/** The envelope as captured answers have it (API sheet, section 3); other fields stay. */
export const envelope = z.looseObject({
  code: z.int(),
  status: z.int(),
  message: z.string(),
  request_id: z.string().regex(/^\d{14}[0-9A-F]{20}$/),
  time_elapsed: z.union([z.string(), z.number()]).optional(),
  data: z
    .looseObject({
      binary_data_base64: lists,
      image_urls: lists,
      pe_result: z.string(),
      rephraser_result: z.string(),
      llm_result: z.string(),
    })
    .nullable(),
});

/** The made picture's bytes, whichever way they come. */
export async function pictureOf(response: Response): Promise<Buffer> {
  const { data } = envelope.parse(await response.json());
  const encoded = data?.binary_data_base64?.[0];
  if (encoded) return Buffer.from(encoded, 'base64');
  const download = await fetch(data?.image_urls?.[0] ?? '');
  return Buffer.from(await download.arrayBuffer());
}
