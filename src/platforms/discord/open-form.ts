import type { Clock } from '../../core/clock.ts';
import type { Command } from '../../core/command.ts';
import type { Log } from '../../core/log.ts';
import { asProblem, Problem } from '../../core/problem.ts';
import type { Form } from '../../core/reply.ts';
import type { Spot } from './address.ts';
import { createInteraction } from './interaction.ts';
import { writeModal } from './modal.ts';
import type { Sender } from './rest.ts';

/** Callback type (Discord: receiving and responding). */
const openModal = 9;

/**
 * Opens a form as the answer to the interaction. False: it comes too late, or Discord does not take it; then nothing has
 * been answered yet. Throws Problem `form_too_small` for one that has no room for what is filled in already.
 */
export async function openForm(
  form: Form,
  spot: Spot,
  parts: {
    readonly commands: readonly Command[];
    readonly interactions: Sender;
    readonly clock: Clock;
    readonly log: Log;
  },
): Promise<boolean> {
  const { commands, interactions: sender, clock, log } = parts;
  const command = commands.find(({ name }) => name === form.command);
  if (!spot.opens || !command) return false;
  const data = writeModal(command, form, spot.locale);
  if (!data) throw new Problem('form_too_small', {});
  try {
    const interaction = createInteraction({ spot, sender, clock, log });
    return await interaction.open({ type: openModal, data });
  } catch (error) {
    const { code, hint } = asProblem(error);
    log.warn({ interaction: spot.interaction, command: form.command, problem: code, hint }, 'a form was refused');
    return false;
  }
}
