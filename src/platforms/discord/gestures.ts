import type { Bot } from '../../core/bot.ts';
import { inTime } from '../../core/first-word.ts';
import type { Invocation } from '../../core/invocation.ts';
import { asProblem, Problem } from '../../core/problem.ts';
import { speaksForItself } from '../../core/spoken.ts';
import type { Itself } from './gateway.ts';
import { createMessageSurface } from './message-surface.ts';
import { gestureOf, type Reacted, readReaction, readRemoval } from './reaction.ts';
import type { SurfaceParts } from './surface.ts';
import type { Surroundings } from './surroundings.ts';
import { createTakenBack } from './taken-back.ts';
import { readWords, type Said } from './words.ts';

/** What people do without waiting for an answer: reactions, and what they write. */
export function createGestures(bot: Bot, parts: SurfaceParts, surroundings: Surroundings) {
  const { clock, log } = parts;
  const server = (community: string | undefined) => (community === undefined ? undefined : `discord:${community}`);
  const takenBack = createTakenBack(clock);

  /** Reactions that are being looked up, unless they were taken back meanwhile. */
  const beginning = new Set<string>();
  const keyOf = (reacted: Reacted, times: number) => `${gestureOf(reacted)} ${times}`;

  async function begin(reacted: Reacted, times: number): Promise<Invocation | undefined> {
    const { message, emoji, community } = reacted;
    const command = await bot.meaningOf(emoji, server(community));
    const subject = command && (await bot.shownBy(message));
    if (!command || !subject) return undefined;
    return surroundings.ofGesture(reacted.invocation(command, subject, times));
  }

  async function react(reacted: Reacted): Promise<void> {
    const times = takenBack.times(gestureOf(reacted));
    const key = keyOf(reacted, times);
    beginning.add(key);
    const invocation = await begin(reacted, times).catch(asProblem);
    const isWanted = beginning.delete(key);
    if (invocation instanceof Problem) throw invocation;
    if (!isWanted || !invocation) return;
    await bot.run(invocation, createMessageSurface(parts, reacted.spot, invocation, false));
  }

  /** Taking a reaction back cancels what it began. Nobody is told, and what is over stays. */
  async function cancel(reacted: Reacted): Promise<void> {
    const command = bot.commands.find(({ name }) => name === 'cancel');
    const gesture = gestureOf(reacted);
    const times = takenBack.times(gesture);
    takenBack.note(gesture);
    beginning.delete(keyOf(reacted, times));
    const about = command && (await bot.begunBy(gesture));
    if (!command || about === undefined) return;
    const invocation = reacted.invocation(command, { about }, times);
    await bot.run(invocation, createMessageSurface(parts, reacted.spot, invocation, false));
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
      const reacted = readReaction(data, itself, clock.now());
      if (reacted) quietly(react(reacted), 'a reaction could not be looked up');
    },
    takesBack(data: unknown, itself: Itself): void {
      const reacted = readRemoval(data, itself, clock.now());
      if (reacted) quietly(cancel(reacted), 'a reaction could not be looked up');
    },
    says(data: unknown, itself: Itself): void {
      const said = readWords(data, itself, clock.now());
      if (said) quietly(answer(said), 'what somebody wrote could not be looked up');
    },
  };
}
