import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { createFaults, type Fault } from './faults.ts';
import { createLimits } from './limits.ts';
import { Refusal } from './model.ts';
import { type Body, readBody } from './multipart.ts';
import type { OpenApi } from './openapi.ts';
import type { Answer, createRoutes } from './routes.ts';
import { invalid } from './rules.ts';

export interface Recorded {
  readonly method: string;
  /** Below `/api/v10`, without the query. */
  readonly path: string;
  readonly authorization: string | undefined;
  readonly json: unknown;
  /** Bytes of each file. */
  readonly uploads: readonly number[];
  /** Milliseconds by the wall clock when it was whole. */
  readonly at: number;
  status: number;
}

/** Discord's HTTP interface with its limits, its refusals and the given faults. */
export function createHttp(parts: {
  readonly token: () => string;
  readonly route: ReturnType<typeof createRoutes>;
  /** Bytes of a file by its address below `/attachments/`, and their type. */
  readonly file: (path: string) => { readonly content: Uint8Array; readonly type: string } | undefined;
  readonly limited: boolean;
  readonly openApi: OpenApi | undefined;
  readonly changed: () => void;
}) {
  const faults = createFaults();
  const count = parts.limited ? createLimits() : () => ({ headers: {}, retryAfter: undefined, global: false });
  const requests: Recorded[] = [];
  /** What Discord's own description says is wrong with the bot's requests. */
  const violations: string[] = [];

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://discord');
    const method = request.method ?? 'GET';
    if (pathname.startsWith('/attachments/')) return serve(pathname, response);
    const path = decodeURI(pathname.replace(/^\/api\/v10/, ''));
    const { authorization } = request.headers;
    const fault = faults.meet(method, path);
    let body: Body;
    try {
      body = await readBody(request);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return send(response, refusalOf(error), {});
    }
    const uploads = [...body.uploads.values()].map(({ bytes }) => bytes);
    const record: Recorded = { method, path, authorization, json: body.json, uploads, at: Date.now(), status: 0 };
    requests.push(record);
    parts.changed();
    await fault?.hold;
    const { answer, headers } = spoil(fault, method, path, () => perform(record, body, searchParams));
    if (!answer) return void request.socket.destroy();
    record.status = answer.status;
    send(response, answer, headers);
    parts.changed();
  }

  function serve(pathname: string, response: ServerResponse): void {
    const file = parts.file(decodeURI(pathname));
    response.writeHead(file ? 200 : 404, { 'Content-Type': file?.type ?? 'text/plain' });
    response.end(file?.content);
  }

  function spoil(fault: Fault | undefined, method: string, path: string, act: () => Answer) {
    const outcome = fault?.outcome;
    if (outcome === 'lost') return { answer: undefined, headers: {} };
    if (outcome === 'unanswered') {
      act();
      return { answer: undefined, headers: {} };
    }
    if (outcome && 'retryAfter' in outcome) return tooMany(outcome.retryAfter, false, {});
    if (outcome && 'code' in outcome)
      return { answer: refusalOf(new Refusal(outcome.status, outcome.code, '')), headers: {} };
    const { headers, retryAfter, global } = count(method, path);
    if (retryAfter !== undefined) return tooMany(retryAfter, global, headers);
    if (outcome?.done !== false) {
      const answer = act();
      if (!outcome) return { answer, headers };
    }
    return { answer: { status: outcome.status }, headers };
  }

  function perform(record: Recorded, body: Body, query: URLSearchParams): Answer {
    const { method, path, authorization, json } = record;
    const open = /^\/(?:interactions|webhooks)\//.test(path);
    if (!open && authorization !== `Bot ${parts.token()}`)
      return { status: 401, json: { message: '401: Unauthorized', code: 0 } };
    const route = parts.route(method, path);
    if (!route) return { status: 404, json: { message: '404: Not Found', code: 0 } };
    violations.push(...(parts.openApi?.(method, path, json) ?? []).map((what) => `${method} ${path}: ${what}`));
    try {
      return route({ body, query });
    } catch (error) {
      if (error instanceof z.ZodError) return refusalOf(invalid('body', z.prettifyError(error)));
      if (error instanceof Refusal) return refusalOf(error);
      throw error;
    }
  }

  const server: Server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      violations.push(`the fake failed: ${error}`);
      response.destroy();
    });
  });
  return { server, faults, requests, violations };
}

function tooMany(retryAfter: number, global: boolean, headers: object) {
  const json = { message: 'You are being rate limited.', retry_after: retryAfter, global };
  const scope = global ? 'global' : 'user';
  return {
    answer: { status: 429, json },
    headers: { ...headers, 'Retry-After': String(retryAfter), 'X-RateLimit-Scope': scope },
  };
}

function refusalOf({ status, code, message, errors }: Refusal): Answer {
  return { status, json: { message, code, ...(errors && { errors }) } };
}

function send(response: ServerResponse, { status, json }: Answer, headers: object): void {
  response.writeHead(status, { ...headers, ...(json !== undefined && { 'Content-Type': 'application/json' }) });
  response.end(json === undefined ? undefined : JSON.stringify(json));
}
