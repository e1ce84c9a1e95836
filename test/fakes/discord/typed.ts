import { z } from 'zod';

const registered = z.object({
  id: z.string(),
  type: z.number(),
  name: z.string(),
  options: z
    .array(
      z.object({
        name: z.string(),
        type: z.number(),
        required: z.boolean().default(false),
        autocomplete: z.boolean().default(false),
        choices: z.array(z.object({ value: z.unknown() })).optional(),
        min_value: z.number().optional(),
        max_value: z.number().optional(),
        min_length: z.number().optional(),
        max_length: z.number().optional(),
      }),
    )
    .default([]),
});
type RegisteredOption = z.infer<typeof registered>['options'][number];

const named: Readonly<Record<number, string>> = { 3: 'string', 4: 'number', 5: 'boolean', 10: 'number' };

/** What Discord's client makes of what people type and choose in its menus of commands. */
export function createTyped(commands: () => readonly unknown[]) {
  function find(name: string, type: number) {
    const all = commands().map((each) => registered.parse(each));
    const command = all.find((each) => each.name === name && each.type === type);
    if (!command) throw new Error(`Discord shows no command ${type === 1 ? '/' : ''}${name}`);
    return command;
  }

  function optionsOf(command: z.infer<typeof registered>, given: Readonly<Record<string, unknown>>) {
    return Object.entries(given).map(([key, value]) => {
      const option = command.options.find((each) => each.name === key);
      if (!option || !fits(option, value)) throw new Error(`/${command.name} does not take ${key}: ${value}`);
      return { name: key, type: option.type, value };
    });
  }

  return {
    /** A whole slash command. */
    command(name: string, given: Readonly<Record<string, unknown>>): object {
      const command = find(name, 1);
      for (const { name: wanted, required } of command.options) {
        if (required && !(wanted in given)) throw new Error(`/${name} needs ${wanted}`);
      }
      return { id: command.id, name, type: 1, options: optionsOf(command, given) };
    },
    /** One that is being typed: the value of the option in question is text, whatever its type. */
    partly(name: string, key: string, text: string, others: Readonly<Record<string, unknown>>) {
      const command = find(name, 1);
      const option = command.options.find((each) => each.name === key);
      if (!option?.autocomplete) throw new Error(`Discord asks for no suggestions for ${key} of /${name}`);
      const focused = { name: key, type: option.type, value: text, focused: true };
      const data = { id: command.id, name, type: 1, options: [...optionsOf(command, others), focused] };
      return { data, type: option.type };
    },
    /** An entry in the menu of a person (2) or a message (3). */
    entry(name: string, type: 2 | 3): object {
      return { id: find(name, type).id, name, type };
    },
  };
}

function fits({ type, choices, ...bounds }: RegisteredOption, value: unknown): boolean {
  if (typeof value !== named[type]) return false;
  if (choices) return choices.some((choice) => choice.value === value);
  const [size, least, most] =
    typeof value === 'string'
      ? [value.length, bounds.min_length, bounds.max_length]
      : [Number(value), bounds.min_value, bounds.max_value];
  return (type !== 4 || Number.isInteger(value)) && size >= (least ?? -Infinity) && size <= (most ?? Infinity);
}
