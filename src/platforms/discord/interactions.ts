import type { Bot } from '../../core/bot.ts';
import { inTime } from '../../core/first-word.ts';
import { asProblem, Problem } from '../../core/problem.ts';
import { choicesOf, isTyping, readTyping, type Typing } from './autocomplete.ts';
import { type DoorCall, isDoorCall, readDoorCall } from './door.ts';
import { discordCode } from './errors.ts';
import type { Itself } from './gateway.ts';
import { type Call, isCommandCall, readCall } from './invocation.ts';
import { isPress, readPress } from './press.ts';
import { isSubmit, readSubmit } from './submit.ts';
import { createSurface, type SurfaceParts } from './surface.ts';
import type { Surroundings } from './surroundings.ts';

/** Callback type (Discord: receiving and responding). */
const suggest = 8;

/** Milliseconds: nobody waits longer for what may be meant (Discord: 3 s for every interaction). */
const suggestWithin = 3000;

/** Everything that Discord wants an answer to. */
export function createInteractions(bot: Bot, parts: SurfaceParts, surroundings: Surroundings) {
  const { clock, log, interactions: sender } = parts;

  /** What the bot runs or refuses never rejects. */
  async function run(call: Call & { readonly known?: boolean }): Promise<void> {
    const { known = true, spot } = call;
    const invocation = await surroundings.ofInteraction(call.invocation, spot.reachable);
    const surface = createSurface(parts, spot, false);
    if (known) await bot.run(invocation, surface);
    else await bot.refuse(new Problem('button_unknown', {}), invocation, surface);
  }

  async function enter({ subject, ...call }: DoorCall): Promise<void> {
    const { invocation, spot, known } = call;
    if (subject === undefined || !known) return run(call);
    try {
      const shown = await inTime(bot.shownBy(subject), invocation.askedAt, clock);
      await run({ ...call, invocation: { ...invocation, ...shown } });
    } catch (error) {
      await bot.refuse(asProblem(error), invocation, createSurface(parts, spot, false));
    }
  }

  async function complete({ asked, interaction, token, key, typed, option }: Typing): Promise<void> {
    const choices = choicesOf(await bot.suggest(asked, key, typed), option?.kind ?? 'text');
    const route = `/interactions/${interaction}/${token}/callback` as const;
    try {
      await sender.send('post', route, { body: { type: suggest, data: { choices } } }, { within: suggestWithin });
    } catch (error) {
      // Another process has answered, or people have typed on.
      log.info({ interaction, code: discordCode(error) }, 'nobody waited for what was suggested');
    }
  }

  return {
    /** Throws a ZodError for what Discord does not send. */
    receive(data: unknown, itself: Itself): void {
      const now = clock.now();
      if (isCommandCall(data)) void run(readCall(data, bot.commands, now));
      else if (isPress(data)) void run(readPress(data, bot.commands, now));
      else if (isSubmit(data)) void run(readSubmit(data, bot.commands, now));
      else if (isDoorCall(data)) void enter(readDoorCall(data, bot.commands, itself, now));
      else if (isTyping(data)) void complete(readTyping(data, bot.commands, now));
    },
  };
}
