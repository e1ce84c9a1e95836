import { z } from 'zod';
import type { Command } from '../../core/command.ts';
import { readButton } from './button.ts';
import { type Call, callOf, interaction } from './invocation.ts';

/** Discord: receiving and responding, message component data. A menu tells what was chosen as `values`. */
const press = interaction.extend({
  type: z.literal(3),
  data: z.object({ custom_id: z.string(), values: z.array(z.string()).optional() }),
});

/** A press of a button, or a choice from a menu. `known`: whether it calls one of the commands. */
export interface Press extends Call {
  readonly known: boolean;
}

const component = z.object({ type: z.literal(3) });

/** Whether the event is a press of a button, or a choice from a menu. */
export function isPress(data: unknown): boolean {
  return component.safeParse(data).success;
}

/** Reads a press as a call of the button's command, with its options. Throws a ZodError for what Discord does not send. */
export function readPress(data: unknown, commands: readonly Command[], now: number): Press {
  const event = press.parse(data);
  const button = readButton(event.data.values?.[0] ?? event.data.custom_id);
  const command = commands.find(({ name }) => name === button?.command);
  const called = {
    command: command?.name ?? 'button',
    input: { kind: 'text', text: button?.with ?? '' },
    about: button?.about,
    picture: button?.picture,
  } as const;
  return { ...callOf(event, called, now), known: command !== undefined };
}
