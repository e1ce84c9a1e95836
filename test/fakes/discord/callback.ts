import { z } from 'zod';
import { modal } from './modal.ts';
import { type Choice, ephemeral, type Interaction, type Message } from './model.ts';
import type { Body } from './multipart.ts';
import { draftOf, invalid } from './rules.ts';
import type { World } from './world.ts';

const callbackBody = z.strictObject({ type: z.int(), data: z.unknown().optional() });
const flagsOf = z.object({ flags: z.int().default(0) });

/** Types of interactions: command, component, autocomplete, form. */
const [command, component, typing, form] = [2, 3, 4, 5];

/** Which interactions each type of answer is for (Discord: receiving and responding, interaction callback type). */
const allowed: Readonly<Record<number, readonly (number | undefined)[]>> = {
  4: [command, component, form],
  5: [command, component, form],
  6: [component, form],
  7: [component, form],
  8: [typing],
  9: [command, component],
};

/** Answers an interaction as its callback says: with what, and in which message. */
export function callbackOf(
  interaction: Interaction,
  body: Body,
  world: World,
): { readonly type: number; readonly message: Message | undefined } {
  const { type, data } = callbackBody.parse(body.json);
  const { channel, under } = interaction;
  const fromMessage = type !== 6 && type !== 7 ? true : under !== undefined;
  if (!allowed[type]?.includes(interaction.type) || !fromMessage) {
    throw invalid('type', `${type} is no answer to this`);
  }
  const { flags } = flagsOf.parse(data ?? {});
  const reader = flags & ephemeral ? interaction.asker : undefined;
  const written = (kept: Message | undefined) =>
    draftOf({ ...body, json: withoutWhisper(data) }, channel, kept?.files ?? [], kept?.flags);
  if (type === 4) return { type, message: world.post(channel, written(undefined), { reader }) };
  if (type === 5) {
    if (flags & ~ephemeral) throw invalid('data.flags', 'only EPHEMERAL is allowed with type 5');
    return { type, message: world.think(channel, reader) };
  }
  if (type === 7 && under) return { type, message: world.edit(under, written(under)) };
  if (type === 8) interaction.choices = choicesOf(data, interaction.typing);
  if (type === 9) interaction.modal = modal.parse(data);
  return { type, message: type === 6 ? under : undefined };
}

/** Of the draft it is no part. */
function withoutWhisper(data: unknown): unknown {
  const { data: head } = z.looseObject({ flags: z.int() }).safeParse(data);
  return head ? { ...head, flags: head.flags & ~ephemeral } : data;
}

/** Discord: application commands, autocomplete. */
function choicesOf(data: unknown, option: number | undefined): readonly Choice[] {
  const value = { 3: z.string().min(1).max(100), 4: z.int(), 10: z.number() }[option ?? 3] ?? z.never();
  const choice = z.strictObject({ name: z.string().trim().min(1).max(100), value });
  return z.strictObject({ choices: z.array(choice).max(25) }).parse(data).choices;
}
