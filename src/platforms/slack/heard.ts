import type { Clock } from '../../core/clock.ts';

/** Milliseconds from a press to its acknowledgement at the latest, whatever the store does: Slack waits 3 s. */
const heardWithin = 2500;

/** An acknowledgement that is given once, by whoever is first, and for everybody. */
export type Hear = () => Promise<void>;

export function once(act: () => Promise<void>): Hear {
  let done: Promise<void> | undefined;
  return () => {
    done ??= act();
    return done;
  };
}

/** Acknowledges when `work` does, when it is done, or when Slack waits no longer. */
export async function heardInTime(
  ack: () => Promise<void>,
  clock: Clock,
  work: (hear: Hear) => Promise<void>,
): Promise<void> {
  const hear = once(ack);
  const over = new AbortController();
  clock
    .sleep(heardWithin, over.signal)
    .then(hear)
    .catch(() => undefined);
  try {
    await work(hear);
  } finally {
    over.abort();
  }
  await hear();
}

/** An acknowledgement that has no room for a reply. */
export function untold(): boolean {
  return false;
}
