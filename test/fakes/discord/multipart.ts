import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Refusal } from './model.ts';

export interface Upload {
  readonly filename: string;
  readonly bytes: number;
  readonly sha: string;
  readonly type: string;
  readonly content: Uint8Array;
}

export interface Body {
  readonly json: unknown;
  /** By the number in `files[n]`. */
  readonly uploads: ReadonlyMap<string, Upload>;
}

/** Of a whole request with files (Discord: API reference, uploading files). */
const mostBytes = 25 * 1024 * 1024;

export async function readBody(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  if (bytes.length > mostBytes) throw new Refusal(413, 40005, 'Request entity too large');
  const type = request.headers['content-type'] ?? '';
  const boundary = /^multipart\/form-data; ?boundary="?([^";]+)"?/.exec(type)?.[1];
  if (boundary) return readForm(bytes, boundary);
  if (bytes.length === 0) return { json: undefined, uploads: new Map() };
  if (!type.startsWith('application/json')) throw new Refusal(400, 50035, `Invalid content type ${type}`);
  return { json: JSON.parse(bytes.toString()), uploads: new Map() };
}

function readForm(bytes: Buffer, boundary: string): Body {
  const uploads = new Map<string, Upload>();
  let json: unknown;
  for (const { name, filename, type, content } of partsOf(bytes, boundary)) {
    const number = /^files\[(\d)\]$/.exec(name)?.[1];
    if (name === 'payload_json') json = JSON.parse(content.toString());
    else if (number !== undefined && filename !== undefined) {
      const sha = createHash('sha256').update(content).digest('hex');
      uploads.set(number, { filename, bytes: content.length, sha, type, content });
    } else throw new Refusal(400, 50035, `Unknown form field ${name}`);
  }
  return { json, uploads };
}

function* partsOf(bytes: Buffer, boundary: string) {
  const mark = Buffer.from(`--${boundary}`);
  for (let at = bytes.indexOf(mark); ; ) {
    const start = at + mark.length + 2;
    const next = bytes.indexOf(mark, start);
    if (at < 0 || next < 0) return;
    const headEnd = bytes.indexOf('\r\n\r\n', start);
    const head = bytes.subarray(start, headEnd).toString();
    yield {
      name: /\bname="([^"]*)"/.exec(head)?.[1] ?? '',
      filename: /\bfilename="([^"]*)"/.exec(head)?.[1],
      type: /^content-type: *(\S+)/im.exec(head)?.[1] ?? 'application/octet-stream',
      content: bytes.subarray(headEnd + 4, next - 2),
    };
    at = next;
  }
}
