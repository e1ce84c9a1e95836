import { z } from 'zod';
import type { Command, Suggestion } from '../../core/command.ts';
import type { Invocation } from '../../core/invocation.ts';
import type { Option } from '../../core/option.ts';
import { shorten } from './escape.ts';
import { callOf, interaction, keyOf } from './invocation.ts';

/** What somebody has typed of a command (Discord: receiving and responding; application commands, autocomplete). */
const typing = interaction.extend({
  type: z.literal(4),
  data: z.object({
    name: z.string(),
    options: z
      .array(z.object({ name: z.string(), value: z.unknown(), focused: z.boolean().default(false) }))
      .default([]),
  }),
});

const autocomplete = z.object({ type: z.literal(4) });

/** Whether the event asks for values that somebody may mean. */
export function isTyping(data: unknown): boolean {
  return autocomplete.safeParse(data).success;
}

export interface Typing {
  /** Who and where, with what the other fields hold. */
  readonly asked: Invocation;
  readonly interaction: string;
  readonly token: string;
  readonly key: string;
  readonly typed: string;
  readonly option: Option | undefined;
}

/** Throws a ZodError for what Discord does not send. */
export function readTyping(data: unknown, commands: readonly Command[], now: number): Typing {
  const event = typing.parse(data);
  const { name: command, options } = event.data;
  const focused = options.find((option) => option.focused);
  const others = options.filter((option) => !option.focused);
  const fields = Object.fromEntries(others.map(({ name, value }) => [keyOf(name, command, commands), value]));
  const key = keyOf(focused?.name ?? '', command, commands);
  const known = commands.find(({ name }) => name === command)?.options;
  return {
    asked: callOf(event, { command, input: { kind: 'fields', fields } }, now).invocation,
    interaction: event.id,
    token: event.token,
    key,
    typed: String(focused?.value ?? ''),
    option: known?.find((option) => option.key === key),
  };
}

/** Of a name and a value, and of choices (Discord: application commands, autocomplete). */
const longest = 100;
const mostChoices = 25;

/** Discord refuses them all for one that is too long or of another type. */
export function choicesOf(
  suggestions: readonly Suggestion[],
  kind: Option['kind'],
): { name: string; value: string | number }[] {
  const isNumeric = kind === 'integer' || kind === 'number';
  return suggestions
    .flatMap(({ label, value }) => {
      const name = shorten(label.trim() || value, longest);
      const number = value.trim() === '' ? Number.NaN : Number(value);
      if (isNumeric && !(kind === 'integer' ? Number.isSafeInteger(number) : Number.isFinite(number))) return [];
      const fits = name.trim() !== '' && value !== '' && value.length <= longest;
      return fits ? [{ name, value: isNumeric ? number : value }] : [];
    })
    .slice(0, mostChoices);
}
