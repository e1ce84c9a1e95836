import type { Bot } from '../../core/bot.ts';
import { inTime } from '../../core/first-word.ts';
import { asProblem, Problem } from '../../core/problem.ts';
import { speaksForItself } from '../../core/spoken.ts';
import { createClearings } from './clearings.ts';
import { readClearing, readDeletion } from './deed.ts';
import type { Itself } from './gateway.ts';
import { createMessageSurface } from './message-surface.ts';
import { readReaction, readRemoval } from './reaction.ts';
import { createReactions, type ReactionParts } from './reactions.ts';
import type { SurfaceParts } from './surface.ts';
import type { Surroundings } from './surroundings.ts';
import { createTakenBack } from './taken-back.ts';
import { createUnderWay } from './under-way.ts';
import { readWords, type Said } from './words.ts';

/** What people do without waiting for an answer: reactions, deletions, and what they write. */
export function createGestures(bot: Bot, parts: SurfaceParts, surroundings: Surroundings) {
  const { clock, log } = parts;
  const shared: ReactionParts = {
    ...{ bot, clock, surroundings, takenBack: createTakenBack(clock), starring: createUnderWay() },
    run: (spot, invocation) => bot.run(invocation, createMessageSurface(parts, spot, invocation, false)),
  };
  const [reactions, clearings] = [createReactions(shared), createClearings(shared)];

  let heard = 0;
  /** Each later than the one before: of two that contradict each other, the later one counts. */
  function hear(): number {
    heard = Math.max(clock.now(), heard + 1);
    return heard;
  }

  /** Unlike a reaction, words are answered in any case, if they are meant for the bot. */
  async function answer(said: Said): Promise<void> {
    if (!said.addressed && !speaksForItself(said.text, bot.commands)) return;
    const lookUp = async () =>
      said.answers === undefined ? undefined : inTime(bot.shownBy(said.answers), clock.now(), clock);
    const subject = await lookUp().catch(asProblem);
    if (!said.addressed && subject === undefined) return;
    const isKnown = !(subject instanceof Problem);
    const call = said.invocation(isKnown ? subject : undefined, bot.commands);
    const surface = createMessageSurface(parts, said.spot, call, false);
    if (isKnown) await bot.run(await surroundings.ofGesture(call), surface);
    else await bot.refuse(subject, call, surface);
  }

  function quietly(work: Promise<void>, what: string): void {
    work.catch((error: unknown) => {
      const { code, hint } = asProblem(error);
      log.info({ platform: 'discord', problem: code, hint }, what);
    });
  }

  return {
    /** These throw a ZodError for what Discord does not send. */
    reacts(data: unknown, itself: Itself): void {
      const reacted = readReaction(data, itself, hear());
      if (reacted) quietly(reactions.add(reacted), 'a reaction could not be looked up');
    },
    takesBack(data: unknown, itself: Itself): void {
      const reacted = readRemoval(data, itself, hear());
      if (reacted) quietly(reactions.takeBack(reacted), 'a reaction could not be looked up');
    },
    clears(data: unknown, itself: Itself): void {
      quietly(clearings.clear(readClearing(data, itself, hear())), 'cleared reactions could not be looked up');
    },
    deletes(data: unknown, itself: Itself): void {
      for (const deleted of readDeletion(data, itself, hear())) {
        quietly(clearings.withdraw(deleted), 'a deleted message could not be looked up');
      }
    },
    says(data: unknown, itself: Itself): void {
      const said = readWords(data, itself, clock.now());
      if (said) quietly(answer(said), 'what somebody wrote could not be looked up');
    },
  };
}
