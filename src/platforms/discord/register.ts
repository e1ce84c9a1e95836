import { isDeepStrictEqual } from 'node:util';
import type { REST } from 'discord.js';
import { z } from 'zod';
import type { Command } from '../../core/command.ts';
import type { Log } from '../../core/log.ts';
import { describeCommand } from './options.ts';

const texts = z
  .record(z.string(), z.string())
  .nullish()
  .transform((given) => given ?? {});
const bound = z
  .number()
  .nullish()
  .transform((given) => given ?? undefined);
const numbers = z
  .array(z.number())
  .nullish()
  .transform((given) => given?.toSorted((one, other) => one - other));

/** What makes a command what it is. Discord leaves out or nulls what is default, and adds ids and versions. */
const definition = z.object({
  type: z.number().default(1),
  name: z.string(),
  description: z.string(),
  description_localizations: texts,
  integration_types: numbers,
  contexts: numbers,
  options: z
    .array(
      z.object({
        type: z.number(),
        name: z.string(),
        description: z.string(),
        description_localizations: texts,
        required: z.boolean().default(false),
        choices: z.array(z.object({ name: z.string(), value: z.unknown() })).default([]),
        min_value: bound,
        max_value: bound,
        min_length: bound,
        max_length: bound,
      }),
    )
    .default([]),
});

/** Puts the commands into Discord's menus, only when they are not there as they are. Failure is logged: old menus still work. */
export async function registerCommands(
  rest: REST,
  application: string,
  commands: readonly Command[],
  log: Log,
): Promise<void> {
  const route = `/applications/${application}/commands` as const;
  const wanted = commands.map(describeCommand);
  try {
    const present = await rest.get(route, { query: new URLSearchParams({ with_localizations: 'true' }) });
    if (isDeepStrictEqual(normalise(present), normalise(wanted))) return;
    await rest.put(route, { body: wanted });
    log.info({ platform: 'discord', commands: commands.map(({ name }) => name) }, 'commands registered');
  } catch (err) {
    log.error({ platform: 'discord', err }, 'commands could not be registered');
  }
}

/** Undefined for commands that Easel does not make, which makes them different from every one it makes. */
function normalise(given: unknown): unknown {
  const { data } = z.array(definition).safeParse(given);
  return data?.toSorted((one, other) => one.name.localeCompare(other.name));
}
