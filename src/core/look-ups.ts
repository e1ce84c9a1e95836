import type { Clock } from './clock.ts';
import type { Command, Suggestion } from './command.ts';
import { type ContextParts, contextOf } from './context.ts';
import { inTime } from './first-word.ts';
import type { Invocation, Subject } from './invocation.ts';
import type { Journal } from './journal.ts';
import type { Log } from './log.ts';
import { meaningOf } from './meaning.ts';
import { noSettings } from './no-album.ts';
import { asProblem, Problem } from './problem.ts';

/** What platforms ask before they know whether something is a call, and which. */
export interface LookUps {
  /**
   * What a call is about that somebody makes under a message of ours, however old; undefined for every other message.
   * Throws Problem `storage_failed`, or `shutting_down` once no calls are taken any more.
   */
  shownBy(message: string): Promise<Subject | undefined>;
  /** The open invocation that a reaction began (`Invocation.gesture`). Throws like `shownBy`. */
  begunBy(gesture: string): Promise<string | undefined>;
  /** A call as it was asked, at least for a week. Throws like `shownBy`. */
  recall(invocation: string): Promise<Invocation | undefined>;
  /**
   * The command that a reaction calls under a message of ours, as its platform spells the emoji. `community` as in
   * `Accountable`. Throws like `shownBy`.
   */
  meaningOf(emoji: string, community: string | undefined): Promise<Command | undefined>;
  /**
   * At most 25 values for an option that somebody is filling in, best first. `asked` says who and where; its id and input
   * mean nothing. Never rejects: whatever goes wrong, nothing is suggested.
   */
  suggest(asked: Invocation, key: string, typed: string): Promise<readonly Suggestion[]>;
}

export interface LookUpParts extends ContextParts {
  readonly journal?: Journal | undefined;
  readonly log: Log;
  readonly clock: Clock;
}

/** `isClosed`: whether no calls are taken any more. */
export function createLookUps(parts: LookUpParts, isClosed: () => boolean): LookUps {
  const { commands, journal, settings = noSettings, log, clock } = parts;

  function refuseClosed(): void {
    if (isClosed()) throw new Problem('shutting_down', {});
  }

  async function suggestions(asked: Invocation, key: string, typed: string): Promise<readonly Suggestion[]> {
    const command = commands.find(({ name }) => name === asked.command);
    const { signal } = new AbortController();
    return (await command?.suggest?.(key, typed, contextOf({ invocation: asked, signal }, parts))) ?? [];
  }

  return {
    async shownBy(message) {
      refuseClosed();
      return journal?.shownBy(message);
    },
    async begunBy(gesture) {
      refuseClosed();
      return journal?.begunBy(gesture);
    },
    async recall(invocation) {
      refuseClosed();
      return journal?.recall(invocation);
    },
    async meaningOf(emoji, community) {
      refuseClosed();
      return meaningOf(emoji, community, { commands, settings });
    },
    async suggest(asked, key, typed) {
      try {
        return await inTime(suggestions(asked, key, typed), asked.askedAt, clock);
      } catch (error) {
        const { code, hint } = asProblem(error);
        log.info({ command: asked.command, option: key, problem: code, hint }, 'nothing can be suggested');
        return [];
      }
    },
  };
}
