import type { Clock } from './clock.ts';
import type { Invocation } from './invocation.ts';
import type { Address, Hold, Journal, OpenInvocation } from './journal.ts';
import type { Log } from './log.ts';
import { asProblem, Problem } from './problem.ts';

export interface KeeperParts {
  readonly journal: Journal;
  /** Milliseconds that the journal lets a process be silent. */
  readonly lease: number;
  readonly clock: Clock;
  readonly log: Log;
  /** Another process has taken the call over. */
  readonly lost: (hold: Hold) => void;
  /** A call whose process is gone is this one's now. */
  readonly resume: (open: OpenInvocation) => void;
}

export interface Accepted {
  readonly hold: Hold;
  /** Resolves when the call is on the disk and may be acknowledged. Rejects in time to tell the asker that it is not. */
  readonly safe: Promise<void>;
}

/** Keeps what is written in the journal alive, and finds what others have left behind. */
export interface Keeper {
  /** Writes a call down. Undefined: the event is known. Throws Problem `storage_failed`, in time to tell the asker. */
  accept(invocation: Invocation, address: Address): Promise<Accepted | undefined>;
  /** From now on also takes up what others have left. Resolves after the first look. */
  takeUp(): Promise<void>;
  stopTakingUp(): void;
  /** After a silence that was longer than the lease, looks first what is still held here. */
  makeSure(): Promise<void>;
  close(): Promise<void>;
}

/** Platforms wait 3 s for a first reply; this leaves one for telling that nothing could be written. */
const timeToAccept = 2000;

/** So many are read at once. */
const most = 50;

/** Renews what is held at a third of the lease, from now until it is closed. */
export function createKeeper({ journal, lease, clock, log, lost, resume }: KeeperParts): Keeper {
  const closing = new AbortController();
  let taking = false;
  let away = false;
  let renewedAt = clock.now();

  async function renew(): Promise<void> {
    for (const hold of await journal.renew()) lost(hold);
    renewedAt = clock.now();
  }

  async function takeOrphans(): Promise<void> {
    while (taking) {
      const open = await journal.takeUp(most);
      for (const each of open) resume(each);
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
    async accept(invocation, address) {
      const accepting = journal.accept(invocation, address);
      const inTime = new AbortController();
      const late = clock.sleep(timeToAccept, inTime.signal).then(() => {
        throw new Problem('storage_failed', {}, { hint: `the database took longer than ${timeToAccept} ms` });
      });
      try {
        const hold = await Promise.race([accepting, late]);
        // What comes before the first reply need not wait for the disk.
        const safe = Promise.race([journal.flush(), late]).finally(() => inTime.abort());
        safe.catch(() => undefined);
        return hold && { hold, safe };
      } catch (error) {
        inTime.abort();
        // The asker is told that nothing was accepted, so what is written after all must not be answered, too.
        accepting.then((hold) => hold && journal.end(hold, 'failed', 'storage_failed')).catch(() => undefined);
        throw error;
      }
    },
    async takeUp() {
      taking = true;
      await look();
    },
    stopTakingUp() {
      taking = false;
    },
    async makeSure() {
      if (clock.now() - renewedAt >= lease) await look();
    },
    async close() {
      closing.abort();
      await beating;
    },
  };
}
