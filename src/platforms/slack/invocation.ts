import { z } from 'zod';
import type { Command } from '../../core/command.ts';
import type { Input, Invocation } from '../../core/invocation.ts';
import { readTyped } from './typed.ts';

/** `/easel help`: the command for everything that has none of its own, because Slack keeps names like `/help` to itself. */
export const homeCommand = 'easel';

/** Nothing in a slash command or form tells the person's language: `people.ts` asks. */
const locale = 'en';

/** What Slack sends for a slash command (docs.slack.dev, slash commands), as far as it is used. */
export const slashCommand = z.object({
  command: z.string(),
  text: z.string().default(''),
  trigger_id: z.string(),
  response_url: z.string(),
  channel_id: z.string(),
  team_id: z.string(),
  user_id: z.string(),
  user_name: z.string().default(''),
});

export type SlashCommand = z.output<typeof slashCommand>;

/** Who uses a button, form or shortcut, as Slack tells it. */
export const slackUser = z.object({ id: z.string(), name: z.string().default(''), team_id: z.string().default('') });

/** Null where an app is installed for a whole organisation. */
export const slackTeam = z.object({ id: z.string() }).nullish();

/** `/imagine a fox` → imagine. `/imagine help`, `/easel` and `/easel help` → help. `/easel imagine a fox` → imagine. */
export function slashInvocation(slash: SlashCommand, commands: readonly Command[], now: number): Invocation {
  const name = slash.command.replace(/^\//, '');
  const { command, text } = readTyped(slash.text, commands, (typed) => calledCommand(name, typed.trim()));
  const person = { id: slash.user_id, name: slash.user_name };
  return invocation({ ...slash, person, command, input: { kind: 'text', text } }, now);
}

function calledCommand(name: string, text: string): { command: string; text: string } {
  if (name !== homeCommand)
    return text.toLowerCase() === 'help' ? { command: 'help', text: name } : { command: name, text };
  const [, word = '', rest = ''] = /^(\S*)\s*(.*)$/s.exec(text) ?? [];
  return { command: word.toLowerCase() || 'help', text: rest };
}

interface Call extends Pick<Invocation, 'about' | 'picture' | 'files' | 'gesture' | 'under'> {
  /** Every use of a command, button or form has its own trigger, so a second delivery is recognised by it. */
  readonly trigger_id: string;
  readonly team_id: string;
  /** A person's id where they are not in any channel, as in the App Home: Slack takes it for their direct messages. */
  readonly channel_id: string;
  readonly person: { readonly id: string; readonly name: string };
  readonly command: string;
  readonly input: Input;
}

/** Puts together an invocation from the ids that every kind of call has. */
export function invocation(call: Call, now: number): Invocation {
  const { trigger_id, team_id, channel_id, person, command, input, about, picture, files, gesture, under } = call;
  return {
    id: `slack:${trigger_id}`,
    command,
    input,
    // User ids are unique in a workspace only.
    person: { id: `slack:${team_id}:${person.id}`, name: person.name || person.id },
    place: {
      platform: 'slack',
      channel: channel_id,
      community: team_id,
      ...((isDirect(channel_id) || isPerson(channel_id)) && { direct: true }),
    },
    ...(about !== undefined && { about }),
    ...(picture !== undefined && { picture }),
    ...(files !== undefined && files.length > 0 && { files }),
    ...(gesture !== undefined && { gesture }),
    ...(under !== undefined && { under }),
    locale,
    askedAt: now,
  };
}

/** Whether a channel is a direct message between two, with the bot or without. */
export function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}

/** Whether it is a person's id, which stands for their direct messages with the bot. */
export function isPerson(channel: string): boolean {
  return /^[UW]/.test(channel);
}

/** The person's own id in their workspace. */
export function userOf({ person }: Invocation): string {
  return person.id.split(':').at(-1) ?? '';
}

/** Who asked for what, for the message's last line. Needs no translation. */
export function captionOf({ command, person }: Invocation): string {
  return `/${command} · ${person.name}`;
}
