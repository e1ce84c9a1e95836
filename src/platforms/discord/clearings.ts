import type { Command } from '../../core/command.ts';
import type { Deed } from './deed.ts';
import { oppositeOf, type ReactionParts, serverKey } from './reactions.ts';

/** What somebody has done to others' reactions, or to messages. Both reject with what looking something up throws. */
export interface Clearings {
  /** Reactions of one emoji, or all, from everybody. */
  clear(cleared: Deed): Promise<void>;
  /** A message is deleted. */
  withdraw(deleted: Deed): Promise<void>;
}

/** They call hidden commands, where those are there; about messages of others, they are nothing. */
export function createClearings({ bot, surroundings, takenBack, starring, run }: ReactionParts): Clearings {
  const named = (name: string) => bot.commands.find((command) => command.name === name);

  async function call(command: Command, done: Deed, times: number): Promise<void> {
    const subject = await bot.shownBy(done.message);
    if (subject) await run(done.spot, await surroundings.ofGesture(done.invocation(command, subject, times)));
  }

  async function takesStars({ emoji, community }: Deed): Promise<boolean> {
    if (emoji === undefined) return true;
    const meaning = await bot.meaningOf(emoji, serverKey(community));
    return meaning !== undefined && oppositeOf(meaning) !== undefined;
  }

  return {
    async clear(cleared) {
      const times = takenBack.times(cleared.message);
      takenBack.note(cleared.message);
      const command = named('clear-stars');
      if (!command || !(await takesStars(cleared))) return;
      // What was given before is cleared as well, also what is still being looked up.
      await starring.over(cleared.message);
      await call(command, cleared, times);
    },
    async withdraw(deleted) {
      const command = named('withdraw');
      if (command) await call(command, deleted, 0);
    },
  };
}
