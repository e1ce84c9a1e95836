import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { checkBlocks } from './blocks.ts';
import type { Faults } from './faults.ts';
import type { FileHabits } from './files.ts';
import { readBody } from './http.ts';
import { takesIn } from './methods.ts';
import type { RecordedRequest, Workspace } from './model.ts';

/** Slack: a response_url may be used five times within 30 minutes. */
const responses = 5;
const responseLife = 30 * 60_000;

/** What this bot may say there; `delete_original` is nothing that it should ever do. */
export const whisperBody = z.strictObject({
  response_type: z.literal('ephemeral'),
  replace_original: z.boolean().optional(),
  text: z.string(),
  blocks: z.unknown().optional(),
  thread_ts: z.string().optional(),
});

/** The addresses that Slack hands out: where files are sent, and where whispers are answered. */
export function createHooks(workspace: Workspace, faults: Faults, habits: FileHabits) {
  async function begin(method: string, args: RecordedRequest['args'], response: ServerResponse) {
    const record: RecordedRequest = { method, args, at: workspace.clock.now(), answer: '' };
    workspace.requests.push(record);
    workspace.changed();
    const fault = faults.take(method);
    if (fault?.kind === 'slow') await fault.until;
    return {
      fault,
      end(status: number, words: string): void {
        record.answer = String(status);
        if (fault?.kind === 'drop') response.destroy();
        else response.writeHead(fault?.kind === 'status' ? fault.status : status).end(words);
        workspace.changed();
      },
      skips: (fault?.kind === 'drop' || fault?.kind === 'status') && !fault.done,
    };
  }

  return {
    /** Raw bytes, exactly as many as were announced. */
    async upload(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
      const announced = request.headers['content-length'];
      const bytes = await readBody(request);
      const { end, skips } = await begin('upload', { id, length: bytes.length, announced }, response);
      const file = workspace.files.get(id);
      if (skips) return end(500, 'fault');
      if (file?.state !== 'awaited') return end(404, 'no such upload');
      if (announced !== String(file.length) || bytes.length !== file.length) return end(400, 'length mismatch');
      file.bytes = habits.keepsBytes ? bytes : undefined;
      file.state = 'sent';
      end(200, `OK - ${bytes.length}`);
    },

    /** `url_private`: for whoever has the token and files:read. Without them Slack answers well, with a page to log in. */
    download(
      id: string,
      request: IncomingMessage,
      response: ServerResponse,
      token: string,
      scopes: readonly string[] | undefined,
    ): void {
      const file = workspace.files.get(id);
      const may = request.headers.authorization === `Bearer ${token}` && (scopes?.includes('files:read') ?? true);
      if (!may) response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<!DOCTYPE html>');
      else if (file?.state === 'completed') response.writeHead(200, { 'content-type': 'image/png' }).end(file.bytes);
      else response.writeHead(404).end();
    },

    async respond(trigger: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
      const body: unknown = JSON.parse((await readBody(request)).toString());
      const { end, skips } = await begin('respond', { body }, response);
      const use = workspace.uses.get(trigger);
      if (skips) return end(500, 'fault');
      if (!use) return end(404, 'no_such_url');
      if (workspace.clock.now() - use.at > responseLife) return end(404, 'expired_url');
      if (++use.responses > responses) return end(404, 'used_url');
      const given = whisperBody.safeParse(body);
      const blocks = checkBlocks(given.data?.blocks, takesIn(workspace, 'message'));
      if (!given.success || 'error' in blocks) return end(400, 'invalid_blocks');
      const { text, thread_ts: thread, replace_original: replace } = given.data;
      use.whisper({ text, blocks: blocks.value, thread }, replace);
      end(200, 'ok');
    },
  };
}
