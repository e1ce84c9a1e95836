import type { Reply } from './reply.ts';

/** The one spot in a chat where an invocation's replies are shown. */
export interface Surface {
  /** Milliseconds to leave between two `working` replies, so that progress never spends the platform's rate limits. */
  readonly pace: number;
  /**
   * Shows the reply instead of the one before. The first call also acknowledges the invocation, inside the platform's
   * three seconds. Showing the same reply twice looks like showing it once.
   * Throws a Problem when the place refuses the reply and another one could still be shown, and the signal's reason when
   * that is aborted first: it ends pauses and uploads, so that the next reply need not wait for this one.
   */
  show(reply: Reply, signal?: AbortSignal): Promise<void>;
}
