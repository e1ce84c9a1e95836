import type { Reply } from '../../core/reply.ts';
import type { Sending } from './rest.ts';

/** Between two edits, in milliseconds. Discord allows about five in two seconds; people read slower than either. */
export const pace = 5000;

/** For one word of progress, in milliseconds: it is sent once, and what comes next does not wait for it any longer. */
const progressWithin = 5000;

/** How a reply is sent as an edit, which does no harm twice. */
export function sendingOf({ state }: Reply, signal: AbortSignal | undefined): Sending {
  return { ...(state === 'working' ? { within: progressWithin } : { repeat: true }), ...(signal && { signal }) };
}
