import { platformIn } from './ids.ts';
import type { Invocation } from './invocation.ts';
import type { Address } from './journal.ts';
import type { MessageRef } from './reply.ts';
import type { Surface } from './surface.ts';
import type { Walls } from './wall.ts';

/** A started platform. */
export interface Platform {
  /** As `Invocation.place.platform` says it, e.g. `discord`. */
  readonly name: string;
  /**
   * The surface of an invocation that another process, or this one before a restart, has begun. `acknowledged`: its
   * platform was told in time. Undefined when it cannot be reached from here any more.
   */
  attach(invocation: Invocation, address: Address, acknowledged: boolean): Surface | undefined;
  /** Where people find a message; undefined for another platform's, or as long as that is not known. */
  linkTo?(message: MessageRef): string | undefined;
  /** Missing where there are no channels. */
  readonly walls?: Walls;
  /** Whether events arrive at the moment, as far as it knows. Missing where others connect to us. */
  connected?(): boolean;
  /**
   * Takes no more events, so that others get them, and can still show what is running. Missing where others connect to
   * us: nobody else is told of a call, so from then on it is refused.
   */
  stopListening?(): Promise<void>;
  /** Hangs up. Calls still running are the bot's to end first. */
  close(): Promise<void>;
}

/** What the platform of a channel can do for galleries, by the channel's id that is unique over platforms, as far as it is on here. */
export function wallsAt(channel: string, platforms: readonly Platform[]): Walls | undefined {
  return platforms.find(({ name }) => name === platformIn(channel))?.walls;
}
