import type { Clock } from '../../core/clock.ts';

/**
 * For how long a removal is remembered, in milliseconds: longer than the same reaction counts once, so that the next one
 * counts anew, and no longer, so that a process that was not there for it soon counts the same.
 */
const remembered = 10_000;

/** How often reactions have just been taken back. */
export interface TakenBack {
  times(gesture: string): number;
  note(gesture: string): void;
}

export function createTakenBack(clock: Clock): TakenBack {
  /** The one that was taken back last comes last. */
  const gestures = new Map<string, { readonly times: number; readonly at: number }>();

  function forget(): void {
    for (const [gesture, { at }] of gestures) {
      if (clock.now() - at < remembered) return;
      gestures.delete(gesture);
    }
  }

  function times(gesture: string): number {
    forget();
    return gestures.get(gesture)?.times ?? 0;
  }

  return {
    times,
    note(gesture) {
      const before = times(gesture);
      gestures.delete(gesture);
      gestures.set(gesture, { times: before + 1, at: clock.now() });
    },
  };
}
