import { z } from 'zod';
import type { Command } from '../../core/command.ts';
import type { Input } from '../../core/invocation.ts';
import type { Option } from '../../core/option.ts';
import { readButton } from './button.ts';
import { type Call, callOf, interaction } from './invocation.ts';
import { lineOfOthers, off, on } from './modal.ts';

const field = z.object({
  custom_id: z.string(),
  value: z.string().optional(),
  values: z.array(z.string()).optional(),
});

type Field = z.infer<typeof field>;

/** A form that was sent off (Discord: receiving and responding, modal submit data). */
const submit = interaction.extend({
  type: z.literal(5),
  data: z.object({
    custom_id: z.string(),
    components: z.array(z.object({ component: field.optional() })),
  }),
});

const submitted = z.object({ type: z.literal(5) });

/** Whether the event is a form that was sent off. */
export function isSubmit(data: unknown): boolean {
  return submitted.safeParse(data).success;
}

/** Reads a form as a call of its command. `known`: whether it is one of the commands. Throws a ZodError for what Discord does not send. */
export function readSubmit(data: unknown, commands: readonly Command[], now: number): Call & { known: boolean } {
  const event = submit.parse(data);
  const form = readButton(event.data.custom_id);
  const command = commands.find(({ name }) => name === form?.command);
  const fields = event.data.components.flatMap(({ component }) => component ?? []);
  const called = {
    command: command?.name ?? 'form',
    input: inputOf(fields, command?.options ?? []),
    about: form?.about,
    picture: form?.picture,
  };
  return { ...callOf(event, called, now), known: command !== undefined };
}

/** What was left empty was not given. */
function inputOf(given: readonly Field[], options: readonly Option[]): Input {
  const text = given.find(({ custom_id }) => custom_id === lineOfOthers)?.value;
  const fields = given
    .filter(({ custom_id }) => custom_id !== lineOfOthers)
    .flatMap((each) => {
      const value = valueIn(each, options);
      return value === undefined || value === '' ? [] : [[each.custom_id, value] as const];
    });
  return { kind: 'fields', fields: Object.fromEntries(fields), text };
}

function valueIn({ custom_id, value, values }: Field, options: readonly Option[]): unknown {
  const chosen = values?.[0];
  const isFlag = options.find(({ key }) => key === custom_id)?.kind === 'flag';
  if (isFlag && (chosen === on || chosen === off)) return chosen === on;
  return chosen ?? value;
}
