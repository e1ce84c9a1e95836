import type { Bot } from '../../core/bot.ts';
import type { Clock } from '../../core/clock.ts';
import type { Command } from '../../core/command.ts';
import { type Aside, messageKey } from './address.ts';
import type { LookUp, Meant } from './meant.ts';
import { type Reacted, readReaction } from './reaction.ts';
import { createTakenBack } from './taken-back.ts';

export interface ReactionParts {
  readonly bot: Pick<Bot, 'meaningOf' | 'shownBy' | 'begunBy'>;
  readonly clock: Clock;
  readonly lookUp: LookUp;
}

/** Whoever takes a reaction back sees what comes of it, or it was too late. */
const unsaid: Aside = { responseUrl: '', pressed: false, silent: true };

/**
 * What reactions to messages of ours mean, and those that are taken back; undefined: nothing. `user` is the bot's own.
 * Rejects with what `LookUps` do.
 */
export function createReactions({ bot, clock, lookUp }: ReactionParts) {
  const takenBack = createTakenBack();

  /** The command of an emoji, and what the message shows; undefined unless it is ours. */
  async function meantBy({ emoji, asker, spot }: Reacted, fits: (command: Command) => boolean) {
    const command = await lookUp('reaction', bot.meaningOf(emoji, `slack:${asker.team}`));
    const shown = command && fits(command) ? await lookUp('reaction', bot.shownBy(messageKey(spot))) : undefined;
    return command && shown && { command, shown };
  }

  async function removal(reacted: Reacted): Promise<Meant | undefined> {
    const { asker, gesture, at } = reacted;
    takenBack.note(gesture, at);
    const toggled = await meantBy(reacted, (command) => takenBackBy(command) !== undefined);
    if (toggled) {
      const { command, shown } = toggled;
      const call = reacted.toggle(command.name, shown, takenBackBy(command));
      return { call, asker, aside: unsaid, isOver: () => false };
    }
    const begun = await lookUp('reaction', bot.begunBy(gesture));
    return begun === undefined ? undefined : { call: reacted.call('cancel', { about: begun }), asker, aside: unsaid };
  }

  return async (body: unknown, user: string): Promise<Meant | undefined> => {
    const reacted = readReaction(body, user, clock.now());
    if (!reacted) return undefined;
    if (reacted.isTakenBack) return removal(reacted);
    const meant = await meantBy(reacted, () => true);
    if (!meant) return undefined;
    const { command, shown } = meant;
    const { asker, spot, gesture, at } = reacted;
    const aside = { responseUrl: '', pressed: false, thread: '?', subject: spot };
    if (takenBackBy(command) !== undefined) {
      return { call: reacted.toggle(command.name, shown), asker, aside, isOver: () => false };
    }
    return { call: reacted.call(command.name, shown), asker, aside, isOver: () => takenBack.has(gesture, at) };
  };
}

/** The options for which taking back the reaction calls the command; undefined: that cancels. */
function takenBackBy({ reaction }: Command): string | undefined {
  return reaction?.takenBack;
}
