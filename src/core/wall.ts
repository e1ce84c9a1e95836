import type { Subject } from './invocation.ts';
import type { Address } from './journal.ts';
import type { Reply } from './reply.ts';

/** What a platform knows of a channel where pictures are to be hung. */
export interface Survey {
  /** As its platform shows it, e.g. `#best-of`; untrusted text. */
  readonly name: string | undefined;
  /** Server or workspace id on the platform. */
  readonly community: string | undefined;
  /** `posts`: a forum, whose every message is a post of its own. */
  readonly look: 'messages' | 'posts';
  /** Whether only adults are let in; `unknown` where the platform did not say. */
  readonly restricted: boolean | 'unknown';
  /** Whether everybody in that server or workspace can read there; no where the platform does not say. */
  readonly isOpen: boolean;
  /** What the bot may not do there and would have to, as the platform's settings call it. */
  readonly missing: readonly string[];
}

/** Where something is hung of the bot's own accord. */
export interface Spot {
  /** Unique over platforms and the same for ever: hanging it twice is hanging it once. */
  readonly id: string;
  /** Channel id on its platform, or somebody's direct messages by their id on it (unique over platforms). */
  readonly channel: string | { readonly direct: string };
  readonly look: 'messages' | 'posts';
}

/** One message of the bot's own accord. */
export interface Hanging {
  /** Where it is, as the store keeps it. */
  address(): Address;
  /** As reactions to it name it, unique over platforms. */
  message(): string | undefined;
  /** As `Surface.beside`, as far as the reply was shown from here. */
  beside?(): ReadonlyMap<string, Subject>;
  /**
   * Shows the reply, instead of the one before. Throws like `Surface.show`; Problem `message_gone` when somebody has
   * deleted the message that was there.
   */
  show(reply: Reply, signal?: AbortSignal): Promise<void>;
  /**
   * Takes it down, also what another process may have hung without writing that down, as far as it can be found; what is
   * gone already stays gone. Throws Problem `place_silent`, `permission_missing`.
   */
  remove(signal?: AbortSignal): Promise<void>;
}

/** What a platform with channels can do for galleries. */
export interface Walls {
  /** Throws Problem `place_unreachable` for a channel that is not there or that the bot does not see, or `place_silent`. */
  survey(channel: string, signal?: AbortSignal): Promise<Survey>;
  /**
   * Whether everybody in its server or workspace can read in a channel. Throws Problem `place_unreachable` or
   * `place_silent`.
   */
  isOpen(channel: string, signal?: AbortSignal): Promise<boolean>;
  /**
   * Deletes a message of the bot's own that was an answer to somebody, by its name (`Surface.message`) and its channel's id;
   * what is gone already stays gone. Throws Problem `place_silent`, `place_unreachable` or `permission_missing`.
   */
  takeDown(message: string, channel: string, signal?: AbortSignal): Promise<void>;
  /** `address`: where it is already, or was begun. Undefined when that cannot be reached from here. */
  hang(spot: Spot, address: Address | undefined): Hanging | undefined;
}
