import type { Reply } from '../../core/reply.ts';
import type { Spot } from './address.ts';

/** One way to show the replies of an interaction. The first reply decides which. */
export interface Way {
  /** Throws like `Surface.show`. */
  show(reply: Reply, signal?: AbortSignal): Promise<void>;
  /** What there is to write down about it. */
  readonly now: Partial<Spot>;
  /** Id of the message that people see and can react to. */
  readonly message: string | undefined;
}
