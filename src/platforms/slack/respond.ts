import { Problem } from '../../core/problem.ts';
import type { Rendered } from './render.ts';
import { slackUrl } from './url.ts';

/** What a response_url takes (Slack: handling user interaction). */
export interface Whisper extends Rendered {
  readonly response_type: 'ephemeral';
  readonly replace_original: boolean;
}

const timeout = 10_000;

/**
 * Tells the asker alone, in the channel where they called. Throws Problem `place_unreachable` when the address is used
 * up (5 times, 30 minutes), and another error when it is unclear whether Slack did it.
 */
export async function respond(responseUrl: string, whisper: Whisper, apiUrl: string): Promise<void> {
  const response = await fetch(slackUrl(responseUrl, apiUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(whisper),
    redirect: 'error',
    signal: AbortSignal.timeout(timeout),
  });
  await response.body?.cancel();
  if (response.ok) return;
  const hint = `Slack answered ${response.status} to a response_url`;
  throw response.status < 500 ? new Problem('place_unreachable', {}, { hint }) : new Error(hint);
}
