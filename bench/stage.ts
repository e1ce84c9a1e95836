import type { Timing } from './calls.ts';
import type { Name } from './contender.ts';

/** Everything but pictures is shorter: bytes. */
export const leastPicture = 100_000;

/** A platform that contenders connect to, each by a token of its own. */
export interface Stage {
  readonly name: string;
  /** The settings that lead a contender here. */
  environment(contender: Name): Record<string, string>;
  /** Somebody types `/imagine a fox at dawn`. Rejects when no picture comes. */
  imagine(contender: Name, person: number): Promise<Timing>;
  /** What was asked of it since the last time, in order, e.g. `callback`, `edit`. */
  takeRequests(): string[];
  close(): Promise<void>;
}
