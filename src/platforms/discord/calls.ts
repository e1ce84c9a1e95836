import type { Bot } from '../../core/bot.ts';
import type { Invocation } from '../../core/invocation.ts';
import type { Address } from '../../core/journal.ts';
import { asProblem, Problem } from '../../core/problem.ts';
import type { Surface } from '../../core/surface.ts';
import { readAddress, readReactionAddress } from './address.ts';
import type { GatewayEvent, Itself } from './gateway.ts';
import { isCommandCall, readCall } from './invocation.ts';
import { isPress, readPress } from './press.ts';
import { createQuietSurface } from './quiet.ts';
import { type Reacted, readReaction } from './reaction.ts';
import { createPressSurface, createSurface, type SurfaceParts } from './surface.ts';

/** Every way in which people call a command. */
export interface Calls {
  /** Throws a ZodError for what Discord does not send. */
  receive(event: GatewayEvent, itself: Itself): void;
  /** The surface of a call that was begun before; undefined when it is another bot's. */
  attach(invocation: Invocation, address: Address, acknowledged: boolean, application: string): Surface | undefined;
}

export function createCalls(bot: Bot, parts: SurfaceParts): Calls {
  const { clock, log } = parts;

  // What the bot runs or refuses never rejects.

  function slash(data: unknown): void {
    const { invocation, spot } = readCall(data, bot.commands, clock.now());
    void bot.run(invocation, createSurface(parts, spot, false));
  }

  function press(data: unknown): void {
    const { invocation, spot, known } = readPress(data, bot.commands, clock.now());
    const surface = createPressSurface(parts, spot, false);
    if (known) void bot.run(invocation, surface);
    else void bot.refuse(new Problem('button_unknown', {}), invocation, surface);
  }

  async function react({ message, spot, invocation }: Reacted): Promise<void> {
    try {
      const about = await bot.shownBy(message);
      if (about !== undefined) await bot.run(invocation(about), createQuietSurface(spot));
    } catch (error) {
      const { code, hint } = asProblem(error);
      log.info({ platform: 'discord', message, problem: code, hint }, 'a reaction could not be looked up');
    }
  }

  return {
    receive({ type, data, again }, itself) {
      if (type === 'INTERACTION_CREATE' && isCommandCall(data)) slash(data);
      if (type === 'INTERACTION_CREATE' && isPress(data)) press(data);
      if (type === 'MESSAGE_REACTION_ADD' && !again) {
        const reacted = readReaction(data, { commands: bot.commands, itself, now: clock.now() });
        if (reacted) void react(reacted);
      }
    },
    attach({ about }, address, acknowledged, application) {
      const reacted = readReactionAddress(address);
      if (reacted) return reacted.application === application ? createQuietSurface(reacted) : undefined;
      const spot = readAddress(address);
      // Another bot's answers are not ours to give.
      if (spot?.application !== application) return undefined;
      // Nothing but a button is about another call.
      return (about === undefined ? createSurface : createPressSurface)(parts, spot, acknowledged);
    },
  };
}
