import type { Answer } from './answer.ts';
import { businessCodes } from './codes.ts';

const named: Readonly<Record<string, Answer>> = {
  busy: { kind: 'business', code: 50429 },
  refused: { kind: 'business', code: 50412 },
  denied: { kind: 'business', code: 50400 },
  failed: { kind: 'business', code: 50500 },
  'no credit': { kind: 'relay', error: 'insufficient_user_quota' },
  limited: { kind: 'empty', status: 429, retryAfter: 2 },
  proxy: { kind: 'html', status: 502 },
  slow: { kind: 'silent' },
  cut: { kind: 'cut', at: 'in body' },
  reset: { kind: 'cut', at: 'before headers' },
  garbled: { kind: 'cut', at: 'in json' },
  expired: { kind: 'picture', by: 'url', download: 'expired' },
  empty: { kind: 'no picture', data: 'empty lists' },
};

/**
 * The answer that a prompt asks for in square brackets, so that failures can be seen by hand: `a fox [busy]`.
 * Any code of the service works, as `[50412]`; so do busy, refused, denied, failed, no credit, limited, proxy, slow,
 * cut, reset, garbled, expired and empty. Only the first one counts, and only for that call.
 */
export function directedAnswer(prompt: string): Answer | undefined {
  for (const [, word = ''] of prompt.matchAll(/\[([a-z0-9 ]{1,20})\]/gi)) {
    const code = Number(word);
    if (Object.hasOwn(businessCodes, code)) return { kind: 'business', code };
    const answer = Object.hasOwn(named, word.toLowerCase()) ? named[word.toLowerCase()] : undefined;
    if (answer) return answer;
  }
  return undefined;
}
