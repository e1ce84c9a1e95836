import type { Clock } from '../../core/clock.ts';

/** Channels that we may not look into, as far as it was tried lately. */
export interface Blind {
  note(channel: string): void;
  has(channel: string): boolean;
}

/** Milliseconds after which it is tried again: an operator may have added the scope. */
const lately = 600_000;

export function createBlind(clock: Clock): Blind {
  const until = new Map<string, number>();
  return {
    note(channel) {
      const now = clock.now();
      for (const [other, end] of until) if (end <= now) until.delete(other);
      until.set(channel, now + lately);
    },
    has: (channel) => (until.get(channel) ?? 0) > clock.now(),
  };
}
