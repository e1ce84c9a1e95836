import type { Clock } from '../../core/clock.ts';
import type { Command } from '../../core/command.ts';
import type { Log } from '../../core/log.ts';
import { asProblem } from '../../core/problem.ts';
import type { Form } from '../../core/reply.ts';
import type { Spot } from './address.ts';
import { createInteraction } from './interaction.ts';
import { writeModal } from './modal.ts';
import type { Sender } from './rest.ts';

/** Callback type (Discord: receiving and responding). */
const openModal = 9;

/**
 * Opens a form as the answer to the interaction. False: it does not fit, comes too late, or Discord does not take it; then
 * nothing has been answered yet. Never rejects.
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
  const data = spot.opens && command ? writeModal(command, form, spot.locale) : undefined;
  if (!data) return false;
  try {
    const interaction = createInteraction({ spot, sender, clock, log });
    return await interaction.open({ type: openModal, data });
  } catch (error) {
    const { code, hint } = asProblem(error);
    log.warn({ interaction: spot.interaction, command: form.command, problem: code, hint }, 'a form was refused');
    return false;
  }
}
