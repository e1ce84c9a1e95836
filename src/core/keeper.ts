import { type Accept, createAccept } from './acceptance.ts';
import type { Clock } from './clock.ts';
import type { Hold, Journal, OpenInvocation } from './journal.ts';
import { patience } from './live.ts';
import type { Log } from './log.ts';
import { asProblem } from './problem.ts';
import { createRefusals } from './refusals.ts';

export interface KeeperParts {
  readonly journal: Journal;
  /** Milliseconds that the journal lets a process be silent. */
  readonly lease: number;
  readonly clock: Clock;
  readonly log: Log;
  /** Another process has taken the call over. */
  readonly lost: (hold: Hold) => void;
  /** A call whose process is gone is this one's now. Must not throw. */
  readonly resume: (open: OpenInvocation) => void;
}

/** Keeps what is written in the journal alive, and finds what others have left behind. */
export interface Keeper {
  readonly accept: Accept;
  /** From now on also takes up what others have left on these platforms. Resolves after the first look. */
  takeUp(platforms: readonly string[]): Promise<void>;
  stopTakingUp(): void;
  /**
   * After a silence that was longer than the lease, looks first what is still held here, and waits for a store that is
   * away. `since`: when the call came here, in milliseconds since 1970. Throws the signal's reason.
   */
  makeSure(since: number, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds until a store that is away is asked again by whoever waits to show something. */
const afterFailure = 1000;

/** So many are read at once. */
const most = 50;

/** Renews what is held at a third of the lease, from now until it is closed. */
export function createKeeper({ journal, lease, clock, log, lost, resume }: KeeperParts): Keeper {
  const closing = new AbortController();
  const refusals = createRefusals({ journal, clock, log });
  let taking: readonly string[] | undefined;
  let stopping = false;
  let away = false;
  let renewedAt = clock.now();
  let renewing: Promise<void> | undefined;

  async function renewOnce(): Promise<void> {
    const asked = clock.now();
    for (const hold of await journal.renew()) lost(hold);
    renewedAt = asked;
  }

  /** Once for all who wait for it. */
  function renew(): Promise<void> {
    renewing ??= renewOnce().finally(() => {
      renewing = undefined;
    });
    return renewing;
  }

  async function takeOrphans(): Promise<void> {
    while (taking) {
      const open = await journal.takeUp(most, { platforms: taking, acceptedBefore: clock.now() - patience });
      // What is found while the process begins to stop is given up with the store.
      for (const each of open) if (!refusals.has(each.hold) && !stopping) resume(each);
      if (open.length < most) return;
    }
  }

  async function look(): Promise<void> {
    try {
      await renew();
      await takeOrphans();
      if (away) log.info({}, 'the store is back');
      away = false;
    } catch (error) {
      const { code, hint } = asProblem(error);
      if (!away) log.error({ alert: true, problem: code, hint }, 'the store is away; calls wait for it');
      away = true;
    }
  }

  async function beat(): Promise<void> {
    for (;;) {
      await clock.sleep(lease / 3, closing.signal);
      await look();
    }
  }
  const beating = beat().catch(() => undefined);

  return {
    accept: createAccept({ journal, refusals, clock }),
    async takeUp(platforms) {
      if (stopping) return;
      taking = platforms;
      await look();
    },
    stopTakingUp() {
      stopping = true;
      taking = undefined;
    },
    async makeSure(since, signal) {
      const isSure = () => clock.now() - Math.max(renewedAt, since) < lease;
      while (!isSure()) {
        await renew().catch(() => undefined);
        if (!isSure()) await clock.sleep(afterFailure, signal);
      }
    },
    async close() {
      closing.abort();
      refusals.close();
      await beating;
    },
  };
}
