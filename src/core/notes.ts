import { letGo } from './generation.ts';
import type { Subject } from './invocation.ts';
import type { Hold, Journal } from './journal.ts';
import type { Log } from './log.ts';
import { asProblem } from './problem.ts';
import type { Reply } from './reply.ts';
import type { Surface } from './surface.ts';

/** What the journal has to know of a call's surface. */
export interface Notes {
  /** Whether the platform was told in time that somebody heard it. */
  readonly acknowledged: boolean;
  /** Writes down where the surface is by now, and that it is acknowledged once a reply was `shown`. Never rejects. */
  write(shown: Reply | undefined): Promise<void>;
  /** Writes down which message people see if that could not be done before. Throws Problem `storage_failed`. */
  finish(): Promise<void>;
}

/** `lost` is aborted when another process has the call by now. */
export function createNotes(parts: {
  readonly surface: Surface;
  readonly acknowledged: boolean;
  readonly hold: Hold | undefined;
  readonly journal: Journal | undefined;
  readonly lost: AbortController;
  readonly log: Log;
}): Notes {
  const { surface, hold, journal, lost, log } = parts;
  let { acknowledged } = parts;
  let shows: Subject | undefined;
  let written = { ...whereNow(), acknowledged };
  const beside = new Set<string>();

  function whereNow() {
    return { address: JSON.stringify(surface.address()), message: surface.message() };
  }

  async function write(hold: Hold, book: Journal): Promise<void> {
    const now = { ...whereNow(), acknowledged };
    const same = now.address === written.address && now.message === written.message;
    // Both at once, so that they share one wait for the disk.
    const [moved, told] = await Promise.all([
      same || book.move(hold, surface.address(), now.message, shows),
      acknowledged === written.acknowledged || book.acknowledged(hold),
    ]);
    written = now;
    const kept = await writeBeside(hold, book);
    if (!moved || !told || !kept) lost.abort(letGo);
  }

  /** Says whether the hold was still good. */
  async function writeBeside(hold: Hold, book: Journal): Promise<boolean> {
    for (const [message, picture] of surface.beside?.() ?? []) {
      if (beside.has(message)) continue;
      if (!(await book.move(hold, surface.address(), message, picture))) return false;
      beside.add(message);
    }
    return true;
  }

  return {
    get acknowledged() {
      return acknowledged;
    },
    async write(shown) {
      acknowledged ||= shown !== undefined;
      if (shown) shows = shown.of;
      if (!hold || !journal) return;
      try {
        await write(hold, journal);
      } catch (error) {
        // Tried again after the next reply, and at the end. Without it, whoever takes the call up finds an older address.
        const { code, hint } = asProblem(error);
        log.warn({ invocation: hold.id, problem: code, hint }, 'the journal could not be kept up to date');
      }
    },
    async finish() {
      if (!hold || !journal) return;
      const now = whereNow();
      if (now.message !== written.message) {
        if (!(await journal.move(hold, surface.address(), now.message, shows))) lost.abort(letGo);
        written = { ...now, acknowledged };
      }
      if (!(await writeBeside(hold, journal))) lost.abort(letGo);
    },
  };
}
