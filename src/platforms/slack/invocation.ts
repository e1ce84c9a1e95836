import { z } from 'zod';
import type { Input, Invocation } from '../../core/invocation.ts';
import { typedText } from './escape.ts';

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

/** `/imagine a fox` → imagine. `/imagine help`, `/easel` and `/easel help` → help. `/easel imagine a fox` → imagine. */
export function slashInvocation(slash: SlashCommand, now: number): Invocation {
  const { command, text } = calledCommand(slash.command.replace(/^\//, ''), typedText(slash.text).trim());
  const person = { id: slash.user_id, name: slash.user_name };
  return invocation({ ...slash, person, command, input: { kind: 'text', text } }, now);
}

function calledCommand(name: string, text: string): { command: string; text: string } {
  if (name !== homeCommand)
    return text.toLowerCase() === 'help' ? { command: 'help', text: name } : { command: name, text };
  const [, word = '', rest = ''] = /^(\S*)\s*(.*)$/s.exec(text) ?? [];
  return { command: word.toLowerCase() || 'help', text: rest };
}

interface Call {
  /** Every use of a command, button or form has its own trigger, so a second delivery is recognised by it. */
  readonly trigger_id: string;
  readonly team_id: string;
  readonly channel_id: string;
  readonly person: { readonly id: string; readonly name: string };
  readonly command: string;
  readonly input: Input;
}

/** Puts together an invocation from the ids that every kind of call has. */
export function invocation({ trigger_id, team_id, channel_id, person, command, input }: Call, now: number): Invocation {
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
    },
    locale,
    askedAt: now,
  };
}

/** Whether a channel is a direct message between two, with the bot or without. */
export function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}

/** Who asked for what, for the message's last line. Needs no translation. */
export function captionOf({ command, person }: Invocation): string {
  return `/${command} · ${person.name}`;
}
