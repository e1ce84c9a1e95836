import type { Reply } from '../../src/core/reply.ts';
import type { Surface } from '../../src/core/surface.ts';

export interface RecordedSurface extends Surface {
  /** Every reply whose showing has begun. */
  readonly shown: readonly Reply[];
  /** Resolves when so many replies have been shown or are being shown. */
  reached(count: number): Promise<void>;
}

/** A surface that remembers. `showing` decides how long each showing takes and whether it fails. */
export function recordedSurface(
  showing: (reply: Reply, n: number, signal: AbortSignal | undefined) => Promise<void> = () => Promise.resolve(),
  pace = 0,
): RecordedSurface {
  const shown: Reply[] = [];
  const waiting = new Map<number, () => void>();
  return {
    pace,
    address: () => ({ message: '1' }),
    message: () => 'discord:1',
    shown,
    reached(count) {
      return shown.length >= count
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.set(count, resolve);
          });
    },
    show(reply, signal) {
      shown.push(reply);
      waiting.get(shown.length)?.();
      return showing(reply, shown.length, signal);
    },
  };
}
