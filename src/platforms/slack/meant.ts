import type { Invocation } from '../../core/invocation.ts';
import type { Log } from '../../core/log.ts';
import { asProblem } from '../../core/problem.ts';
import type { Aside } from './address.ts';
import type { Asker } from './people.ts';

/** What an event means. */
export interface Meant {
  readonly call: Invocation;
  readonly asker: Asker;
  readonly aside: Aside;
  /** Whether it was taken back by now; with reactions only, which bots may make, too. */
  isOver?(): boolean;
}

/** Rejects with what the work rejects with, and says so in the log. */
export type LookUp = <Found>(what: 'reaction' | 'mention', work: Promise<Found>) => Promise<Found>;

export function createLookUp(log: Log): LookUp {
  return async (what, work) => {
    try {
      return await work;
    } catch (error) {
      const { code, hint } = asProblem(error);
      log.warn({ platform: 'slack', problem: code, hint }, `a ${what} cannot be looked up; Slack will tell it again`);
      throw error;
    }
  };
}
