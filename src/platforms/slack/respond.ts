import type { Rendered } from './render.ts';
import { slackUrl } from './url.ts';

/** What a response_url takes (Slack: handling user interaction). */
export interface Whisper extends Rendered {
  readonly response_type: 'ephemeral';
  readonly replace_original: boolean;
  /** The message that began the thread where it is told; without it, it stands in the channel. */
  readonly thread_ts?: string;
}

const timeout = 10_000;

/**
 * Tells the asker alone, in the channel or thread where they called. Resolves with the status of Slack's answer: 404 when the
 * address is used up, after 5 times or 30 minutes. Rejects when nobody knows whether it arrived, or Slack was too busy.
 */
export async function respond(responseUrl: string, whisper: Whisper, apiUrl: string): Promise<number> {
  const response = await fetch(slackUrl(responseUrl, apiUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(whisper),
    redirect: 'error',
    signal: AbortSignal.timeout(timeout),
  });
  await response.body?.cancel();
  if (response.status >= 500 || response.status === 429) throw new Error(`Slack answered ${response.status}`);
  return response.status;
}
