import { createGate, type Gate, type Room } from '../core/gate.ts';
import { release } from '../core/release.ts';
import type { Deadline } from './deadline.ts';
import { contentLength, readBody } from './read-body.ts';

/** Bodies that are read and stored at the same time; the others wait in their sockets. With more, all would end later. */
const atOnce = 6;

/** Bytes in memory and what they take up. */
export interface Held {
  readonly bytes: Buffer;
  /** The same for what was made of the bytes, which are gone then. */
  become(made: Buffer): Held;
  /** Lets another body be read meanwhile, because this one stays in memory for longer. */
  giveWay(): void;
  /** Gives everything back; the bytes are gone. */
  done(): void;
}

interface Answer {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * Reads a body of at most `limit` bytes as soon as there is room for it. Waiting for that takes nothing of the deadline:
 * what waits was painted and paid. Throws BodyTooLarge, the signal's reason, and what reading throws.
 */
export type Read = (answer: Answer, limit: number, deadline: Deadline, signal: AbortSignal) => Promise<Held>;

/** `memory` counts bytes. A body that does not tell its length gets room for as many as it may have. */
export function createReader(memory: Gate = createGate(Number.POSITIVE_INFINITY)): Read {
  const places = createGate(atOnce);
  return async ({ headers, body }, limit, deadline, signal) => {
    const length = contentLength(headers);
    const place = await deadline.outside(() => places.enter(1, signal));
    let room: Room | undefined;
    try {
      room = await deadline.outside(() => memory.enter(Math.min(length ?? limit, limit), signal));
      return hold(await readBody(body, limit, length), room, place);
    } catch (error) {
      room?.leave();
      place.leave();
      throw error;
    }
  };
}

function hold(bytes: Buffer, room: Room, place: Room): Held {
  room.shrink(bytes.length);
  return {
    bytes,
    become(made) {
      release(bytes);
      return hold(made, room, place);
    },
    giveWay: place.leave,
    done() {
      release(bytes);
      room.leave();
      place.leave();
    },
  };
}
