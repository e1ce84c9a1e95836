import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { listen } from './listen.ts';
import { createPictures } from './picture.ts';

/** How every call is answered from now on. */
export interface Canned {
  /** Length of the picture's file. */
  readonly bytes: number;
  /** Milliseconds until the answer. */
  readonly delay: number;
}

export interface Upstream {
  readonly url: string;
  serve(canned: Canned): void;
  close(): Promise<void>;
}

const imageCall = z.object({ width: z.int(), height: z.int(), use_sr: z.boolean(), return_url: z.boolean() });

/** An image API that paints nothing and answers with bytes as the real one would, in its answer or by an address. */
export async function startUpstream(): Promise<Upstream> {
  const newPicture = createPictures();
  const sizes = new Map<string, { width: number; height: number }>();
  let canned: Canned = { bytes: 300_000, delay: 0 };
  let links = 0;

  const server = createServer(async (request, response) => {
    const { bytes, delay } = canned;
    const size = sizes.get(request.url ?? '');
    if (size) {
      sizes.delete(request.url ?? '');
      return send(response, 'image/png', [newPicture({ bytes, ...size, encoding: 'binary' })]);
    }
    const call = imageCall.parse(JSON.parse(await text(request)));
    if (delay > 0) await sleep(delay);
    const scale = call.use_sr ? 2 : 1;
    const pixels = { width: call.width * scale, height: call.height * scale };
    if (!call.return_url) {
      return sendAnswer(response, delay, [], newPicture({ bytes, ...pixels, encoding: 'base64' }));
    }
    const path = `/pictures/${++links}`;
    sizes.set(path, pixels);
    return sendAnswer(response, delay, [`${url}${path}`], undefined);
  });
  const { url, close } = await listen(server);
  return {
    url,
    close,
    serve(next) {
      canned = next;
    },
  };
}

/** The picture goes to the socket as it is: through JSON.stringify, the server would keep the contenders waiting. */
function sendAnswer(
  response: ServerResponse,
  delay: number,
  urls: readonly string[],
  base64: Buffer | undefined,
): void {
  const mark = '<picture>';
  const body = JSON.stringify({
    code: 10000,
    data: {
      algorithm_base_resp: { status_code: 0, status_message: 'Success' },
      binary_data_base64: base64 ? [mark] : [],
      image_urls: urls,
      pe_result: '',
    },
    message: 'Success',
    request_id: '2024111114552269F2FA168B2B322E00E8',
    status: 10000,
    time_elapsed: `${delay / 1000}s`,
  });
  const [before = '', after = ''] = body.split(mark);
  send(response, 'application/json', [Buffer.from(before), ...(base64 ? [base64] : []), Buffer.from(after)]);
}

function send(response: ServerResponse, type: string, parts: readonly Buffer[]): void {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  response.writeHead(200, { 'content-type': type, 'content-length': length });
  response.cork();
  for (const part of parts) response.write(part);
  response.end();
  response.uncork();
}
