import type { Subject } from './invocation.ts';
import type { Address } from './journal.ts';
import type { Reply } from './reply.ts';
import type { Walls } from './wall.ts';

/** The one spot in a chat where an invocation's replies are shown. */
export interface Surface {
  /** Milliseconds to leave between two `working` replies, so that progress never spends the platform's rate limits. */
  readonly pace: number;
  /** Where it is now, for the journal. It changes when a message is sent for it. */
  address(): Address;
  /**
   * The message that people see, as reactions to it name it: unique over platforms and lasting. Undefined while there is
   * none, or where nobody can react.
   */
  message(): string | undefined;
  /**
   * Messages beside that one, named as it is, and the picture that each of them shows: where pictures cannot stand in the
   * message itself.
   */
  beside?(): ReadonlyMap<string, Subject>;
  /**
   * Shows the reply instead of the one before. The first call also acknowledges the invocation, inside the platform's
   * three seconds. Showing the same reply twice looks like showing it once, also from another process that has attached
   * to the address.
   * Throws Problem `place_silent` when the platform did not answer, so that the same may work later; any other Problem
   * when the place refuses the reply and another one could still be shown; and the signal's reason when that is aborted
   * first: it ends pauses and uploads, so that the next reply need not wait for this one.
   */
  show(reply: Reply, signal?: AbortSignal): Promise<void>;
  /** Whether nothing can be pressed there, so that words have to say what buttons would. */
  readonly buttonless?: boolean;
  /** Whether the message that the call is about is known, so that `Reply.where` may be `subject`. */
  readonly subject?: boolean;
  /**
   * For platforms that want to be told all the same when a command has had nothing to say. Called once the call is closed
   * for good, so that nobody shows anything after it.
   */
  acknowledge?(): Promise<void>;
  /**
   * The bytes of a file that `Invocation.files` names, only from the platform's own servers and at most 25 MiB. Throws
   * Problem `file_unreachable`.
   */
  fetch?(file: string): Promise<Uint8Array>;
  /** Looks at a channel of the platform, where it has some. Throws what `Walls.survey` throws. */
  survey?: Walls['survey'];
}
