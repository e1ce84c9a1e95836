import type { ReceiverEvent } from '@slack/bolt';
import type { Clock } from '../../core/clock.ts';
import { within } from '../../core/within.ts';

/** Slack waits so many milliseconds for an acknowledgement. */
const patience = 3000;

/** The events that have arrived and that Slack does not know of yet. They are acknowledged on the line that brought them. */
export interface Unheard {
  /** The same event, followed until it is acknowledged or `handle` is done with it. */
  follow(event: ReceiverEvent, handle: (event: ReceiverEvent) => Promise<void>): Promise<void>;
  /** Resolves once there are none, or nobody waits for them any more. */
  none(): Promise<void>;
}

export function createUnheard(clock: Clock): Unheard {
  const unheard = new Set<Promise<void>>();

  async function gone(): Promise<void> {
    while (unheard.size > 0) await Promise.all(unheard);
  }

  return {
    async follow(event, handle) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const heard = () => {
        unheard.delete(promise);
        resolve();
      };
      unheard.add(promise);
      const followed: ReceiverEvent = {
        ...event,
        ack: (answer) => Promise.resolve(event.ack(answer)).finally(heard),
      };
      await handle(followed).finally(heard);
    },
    none: async () => void (await within(patience, gone(), clock)),
  };
}
