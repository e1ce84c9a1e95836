import type { Problem } from '../../core/problem.ts';
import type { Reply } from '../../core/reply.ts';
import type { HungAddress } from './hung-address.ts';
import type { Piece } from './piece.ts';
import type { Sending } from './rest.ts';
import type { There } from './there.ts';

/** How something is hung: as a message in a channel, or as a post in a forum. */
export interface Manner {
  /** Whether it may be there although nobody has written down where. */
  mayBeThere(address: HungAddress): boolean;
  /** Looks for it then. `reply`: what it was to show, as far as that is known. */
  find(address: HungAddress, reply: Reply | undefined, how: Sending): Promise<There | undefined>;
  /** Hangs it, with as many of its pictures as fit at once. */
  begin(address: HungAddress, piece: Piece, how: Sending): Promise<There>;
  /** Has what belongs to a message that was edited follow it. */
  follow(there: There, piece: Piece, how: Sending): Promise<There>;
  remove(there: There, how: Sending): Promise<void>;
  /** What only this manner knows about a failure. */
  explain(error: unknown, address: HungAddress, how: Sending): Promise<Problem | undefined>;
}
