import { createGate, type Gate } from './gate.ts';

/** Files on their way to one platform at the same time: were there more, all of them would only arrive later. */
const uploadsAtOnce = 6;

/**
 * Sends something that takes so many bytes of memory, when it is its turn and there is room. Rejects with the signal's
 * reason while it waits, and with what `send` rejects with.
 */
export type Upload = <Result>(
  bytes: number,
  signal: AbortSignal | undefined,
  send: () => Promise<Result>,
) => Promise<Result>;

/** `memory` counts the bytes of one platform, so that a slow one is not in the way of another. */
export function createUpload(memory: Gate = createGate(Number.POSITIVE_INFINITY)): Upload {
  const places = createGate(uploadsAtOnce);
  return async (bytes, signal, send) => {
    const place = await places.enter(1, signal);
    try {
      const room = await memory.enter(bytes, signal);
      try {
        return await send();
      } finally {
        room.leave();
      }
    } finally {
      place.leave();
    }
  };
}
