import type { Bot } from '../../core/bot.ts';
import type { Clock } from '../../core/clock.ts';
import type { Command } from '../../core/command.ts';
import type { Invocation } from '../../core/invocation.ts';
import type { MessageSpot } from './message-address.ts';
import { gestureOf, moment, type Reacted } from './reaction.ts';
import type { Surroundings } from './surroundings.ts';
import type { TakenBack } from './taken-back.ts';
import type { UnderWay } from './under-way.ts';

/** What reactions, clearings and deletions share. */
export interface ReactionParts {
  readonly bot: Bot;
  readonly clock: Clock;
  readonly surroundings: Surroundings;
  readonly takenBack: TakenBack;
  /** Calls that taking a reaction back turns round, by the message under which they stand. */
  readonly starring: UnderWay;
  /** Runs a call that came from a message. */
  run(spot: MessageSpot, invocation: Invocation): Promise<void>;
}

/** Reactions that come and go. Both reject with what looking something up throws. */
export interface Reactions {
  add(reacted: Reacted): Promise<void>;
  /** Calls the command again, the other way round, where it has one; or else cancels what the reaction began. */
  takeBack(reacted: Reacted): Promise<void>;
}

/** A call that was looked up. */
interface Call {
  readonly invocation: Invocation;
  /** Whether taking it back is a call of its own: then this one counts however soon that comes. */
  readonly hasOpposite: boolean;
}

export function createReactions({ bot, clock, surroundings, takenBack, starring, run }: ReactionParts): Reactions {
  const started = clock.now();
  /** Reactions that are being looked up, unless they were taken back meanwhile. */
  const beginning = new Set<string>();
  const keyOf = (reacted: Reacted, times: number) => `${gestureOf(reacted)} ${times}`;
  /** Clearing a message takes all of them back. */
  const timesOf = (reacted: Reacted) => takenBack.times(gestureOf(reacted)) + takenBack.times(reacted.message);

  /** How often it was taken back in this moment, but before this process was there to hear it. */
  async function timesBefore(reacted: Reacted, command: Command): Promise<number> {
    if (clock.now() - started > moment) return 0;
    for (let times = 0; ; times++) {
      const removal = await bot.recall(reacted.removal(command, times));
      if (!removal || removal.askedAt >= started) return times;
    }
  }

  async function lookUp(reacted: Reacted, times: number): Promise<Call | undefined> {
    const { message, emoji, community } = reacted;
    const command = await bot.meaningOf(emoji, serverKey(community));
    const subject = command && (await bot.shownBy(message));
    if (!command || !subject) return undefined;
    const hasOpposite = oppositeOf(command) !== undefined;
    const before = hasOpposite ? await timesBefore(reacted, command) : 0;
    const invocation = await surroundings.ofGesture(reacted.invocation(command, subject, times + before));
    return { invocation, hasOpposite };
  }

  async function wanted(reacted: Reacted): Promise<Call | undefined> {
    const times = timesOf(reacted);
    const key = keyOf(reacted, times);
    beginning.add(key);
    try {
      const call = await lookUp(reacted, times);
      return call?.hasOpposite || beginning.has(key) ? call : undefined;
    } finally {
      beginning.delete(key);
    }
  }

  async function turnRound(reacted: Reacted, times: number, command: Command, options: string): Promise<void> {
    const subject = await bot.shownBy(reacted.message);
    if (!subject) return;
    const before = await timesBefore(reacted, command);
    const invocation = reacted.invocation(command, subject, times + before, options);
    await run(reacted.spot, await surroundings.ofGesture(invocation));
  }

  /** Nobody is told, and what is over stays. */
  async function cancel(reacted: Reacted, times: number): Promise<void> {
    const command = bot.commands.find(({ name }) => name === 'cancel');
    const about = command && (await bot.begunBy(gestureOf(reacted)));
    if (command && about !== undefined) await run(reacted.spot, reacted.invocation(command, { about }, times));
  }

  return {
    async add(reacted) {
      const looking = wanted(reacted);
      const star = looking.then(async (call) => {
        if (call?.hasOpposite) await run(reacted.spot, call.invocation);
      });
      starring.begin(reacted.message, star);
      const call = await looking;
      if (call?.hasOpposite) await star;
      else if (call) await run(reacted.spot, call.invocation);
    },
    async takeBack(reacted) {
      const times = timesOf(reacted);
      takenBack.note(gestureOf(reacted));
      beginning.delete(keyOf(reacted, times));
      const command = await bot.meaningOf(reacted.emoji, serverKey(reacted.community));
      const options = command && oppositeOf(command);
      if (!command || options === undefined) await cancel(reacted, times);
      else await turnRound(reacted, times, command, options);
    },
  };
}

/** With which options taking the reaction back calls the command again. */
export function oppositeOf({ reaction }: Command): string | undefined {
  return reaction?.takenBack;
}

/** Unique over platforms. */
export function serverKey(community: string | undefined): string | undefined {
  return community === undefined ? undefined : `discord:${community}`;
}
