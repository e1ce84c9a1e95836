import { createAlarm } from './alarm.ts';
import { createLine, type Entry } from './line.ts';
import { createPace, type PaceParts } from './pace.ts';
import { createTurns } from './turns.ts';

/** Decides whose call goes next. */
export interface Queue {
  /** Takes a place in line for a person. `moved` hears of each change of the place's `ahead`. */
  join(person: string, moved: (ahead: number) => void): Place;
  /** The service is overloaded: nobody begins for so many milliseconds, and half as many run at once. */
  backOff(milliseconds: number): void;
  /** A call went well, so that the limit may rise again. */
  wentWell(): void;
  /** Ends its timers. */
  close(): void;
}

export interface Place {
  /** How many have to end before this one begins. */
  readonly ahead: number;
  /**
   * Waits for a slot to make a call in. Asked for again while holding one, gives it back and is next in line. Rejects
   * with the signal's reason as soon as that is aborted.
   */
  turn(signal: AbortSignal): Promise<void>;
  /** Gives back the slot or the place in line. Whoever has been served may ask for another turn, for a retry. */
  leave(): void;
}

/** A fair queue in memory: round robin over people, first come first served within a person. */
export function createQueue(parts: PaceParts): Queue {
  const pace = createPace(parts);
  const turns = createTurns();
  const line = createLine();
  const running = new Set<Entry>();
  const alarm = createAlarm(parts.clock, advance);

  function advance(): void {
    while (running.size < pace.slots()) {
      const next = line.first();
      if (!next) break;
      const wait = pace.wait();
      if (wait > 0) {
        alarm.set(wait);
        break;
      }
      start(next);
    }
    line.count(pace.slots() - running.size);
  }

  function start(entry: Entry): void {
    line.remove(entry);
    running.add(entry);
    turns.serve(entry.turn);
    pace.began();
    entry.begin?.();
    entry.begin = undefined;
  }

  function leave(entry: Entry): void {
    line.remove(entry);
    running.delete(entry);
    entry.begin = undefined;
    advance();
  }

  async function turn(entry: Entry, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const abort = () => {
      leave(entry);
      reject(signal.reason);
    };
    signal.addEventListener('abort', abort, { once: true });
    line.remove(entry);
    running.delete(entry);
    entry.begin = resolve;
    line.insert(entry);
    advance();
    await promise.finally(() => signal.removeEventListener('abort', abort));
  }

  return {
    join(person, moved) {
      const entry: Entry = { turn: turns.take(person), moved, ahead: 0, begin: undefined };
      line.insert(entry);
      line.count(pace.slots() - running.size);
      return {
        get ahead() {
          return entry.ahead;
        },
        turn: (signal) => turn(entry, signal),
        leave() {
          turns.drop(entry.turn);
          leave(entry);
        },
      };
    },
    backOff: pace.backOff,
    wentWell: pace.wentWell,
    close: alarm.close,
  };
}
