import type { Bot } from '../../core/bot.ts';
import type { Invocation } from '../../core/invocation.ts';
import type { Address } from '../../core/journal.ts';
import type { Surface } from '../../core/surface.ts';
import { readAddress } from './address.ts';
import type { GatewayEvent, Itself } from './gateway.ts';
import { createGestures } from './gestures.ts';
import { createInteractions } from './interactions.ts';
import { readMessageAddress } from './message-address.ts';
import { createMessageSurface } from './message-surface.ts';
import { createSurface, type SurfaceParts } from './surface.ts';
import { createSurroundings } from './surroundings.ts';

/** Every way in which people call a command. */
export interface Calls {
  /** Throws a ZodError for what Discord does not send. */
  receive(event: GatewayEvent, itself: Itself): void;
  /** The surface of a call that was begun before; undefined when it is another bot's. */
  attach(invocation: Invocation, address: Address, acknowledged: boolean, application: string): Surface | undefined;
}

export function createCalls(bot: Bot, parts: SurfaceParts): Calls {
  const surroundings = createSurroundings(parts);
  const interactions = createInteractions(bot, parts, surroundings);
  const gestures = createGestures(bot, parts, surroundings);

  return {
    receive({ type, data, again }, itself) {
      if (type === 'INTERACTION_CREATE') interactions.receive(data, itself);
      // The others have no token that would end by itself, and reactions no id either.
      if (again) return;
      if (type === 'MESSAGE_CREATE') gestures.says(data, itself);
      if (type === 'MESSAGE_REACTION_ADD') gestures.reacts(data, itself);
      if (type === 'MESSAGE_REACTION_REMOVE') gestures.takesBack(data, itself);
      if (type === 'MESSAGE_REACTION_REMOVE_ALL' || type === 'MESSAGE_REACTION_REMOVE_EMOJI') {
        gestures.clears(data, itself);
      }
      if (type === 'MESSAGE_DELETE' || type === 'MESSAGE_DELETE_BULK') gestures.deletes(data, itself);
    },
    attach(invocation, address, acknowledged, application) {
      const there = readMessageAddress(address);
      const spot = readAddress(address, invocation.about !== undefined);
      // Another bot's answers are not ours to give.
      if (there?.application === application) return createMessageSurface(parts, there, invocation, true);
      return spot?.application === application ? createSurface(parts, spot, acknowledged) : undefined;
    },
  };
}
