import { z } from 'zod';
import type { Command, Door } from '../../core/command.ts';
import type { Invocation } from '../../core/invocation.ts';
import { messageKey } from './address.ts';
import { shorten } from './escape.ts';
import { picturesIn, posted } from './files.ts';
import type { Itself } from './gateway.ts';
import { type Call, callOf, interaction } from './invocation.ts';
import { ephemeral } from './render.ts';

/** Types of commands (Discord: application commands). */
export const doorTypes = { person: 2, message: 3 } as const satisfies Record<Door['on'], number>;

const target = posted.extend({
  id: z.string(),
  author: z.object({ id: z.string() }),
  content: z.string().default(''),
  flags: z.number().default(0),
});

/** A command from the menu of a person or a message (Discord: receiving and responding, application command data). */
const doorCall = interaction.extend({
  type: z.literal(2),
  data: z.object({
    type: z.literal([doorTypes.person, doorTypes.message]),
    name: z.string(),
    target_id: z.string(),
    resolved: z.object({ messages: z.record(z.string(), target).optional() }).default({}),
  }),
});

const menuCommand = z.object({
  type: z.literal(2),
  data: z.object({ type: z.literal([doorTypes.person, doorTypes.message]) }),
});

/** Whether the event comes from the menu of a person or a message. */
export function isDoorCall(data: unknown): boolean {
  return menuCommand.safeParse(data).success;
}

/** Of a name in the menu of a message or a person (Discord: application commands). */
const longestName = 32;

/** What the menus call a command in a language. Discord sends the English name back, whatever people see. */
export function doorName({ manuals }: Command, language = 'en'): string | undefined {
  return shorten(manuals[language]?.door?.trim() ?? '', longestName) || undefined;
}

export interface DoorCall extends Call {
  readonly known: boolean;
  /** The message of ours that it is about, as the journal names it. */
  readonly subject: string | undefined;
}

/** Throws a ZodError for what Discord does not send. */
export function readDoorCall(data: unknown, commands: readonly Command[], itself: Itself, now: number): DoorCall {
  const event = doorCall.parse(data);
  const { type, name, target_id: id, resolved } = event.data;
  const command = commands.find((each) => each.door && doorTypes[each.door.on] === type && doorName(each) === name);
  const message = type === doorTypes.message ? resolved.messages?.[id] : undefined;
  const given = message?.content ?? `discord:${id}`;
  const fields = command?.door?.option && given ? { [command.door.option]: given } : {};
  const called = { command: command?.name ?? 'menu', input: { kind: 'fields', fields } } as const;
  const call = withFiles(callOf(event, called, now), message ? picturesIn(message) : []);
  const subject = message?.author.id === itself.user ? message : undefined;
  // The bot's own token reaches no whisper, and nothing where the bot is not.
  const canChange = subject !== undefined && call.spot.reachable && !(subject.flags & ephemeral);
  return {
    ...call,
    spot: { ...call.spot, subject: canChange ? subject.id : undefined },
    known: command !== undefined,
    subject: subject && messageKey(subject.id),
  };
}

function withFiles(call: Call, files: readonly string[]): Call {
  const invocation: Invocation = files.length > 0 ? { ...call.invocation, files } : call.invocation;
  return { ...call, invocation };
}
