import { z } from 'zod';
import { type Command, manualFor } from '../../core/command.ts';
import type { Invocation } from '../../core/invocation.ts';
import type { Aside } from './address.ts';
import type { Spot } from './client.ts';
import { cut, typedText } from './escape.ts';
import type { Me } from './identity.ts';
import { invocation, slackTeam, slackUser } from './invocation.ts';
import type { Asker } from './people.ts';
import { picturesIn, postedFiles } from './posted-files.ts';

/** Slack: shortcuts of an app, and what is said of each. */
const mostShortcuts = 10;
const longestName = 24;
const longestDescription = 150;

/** What begins a picture from anywhere, as `commands[0]`. Slack translates no names. */
const beginning = { name: 'Imagine', type: 'global' as const };

const callback = /^v2:([a-z][a-z0-9_-]{0,31})$/;

/** The shortcuts of the manifest: one for everywhere, the others in the menu of each message. */
export function shortcutsOf(commands: readonly Command[]) {
  const [first] = commands;
  const everywhere = first ? [{ ...beginning, ...about(first) }] : [];
  const onMessages = commands
    .filter(({ door }) => door?.on === 'message')
    .map((command) => ({
      name: cut(manualFor(command, 'en')?.door ?? command.name, longestName),
      type: 'message' as const,
      ...about(command),
    }));
  return [...everywhere, ...onMessages].slice(0, mostShortcuts);
}

function about(command: Command) {
  const summary = manualFor(command, 'en')?.summary ?? command.name;
  return { callback_id: `v2:${command.name}`, description: cut(summary, longestDescription) };
}

const common = { trigger_id: z.string().min(1), callback_id: z.string(), team: slackTeam, user: slackUser };

/** What Slack sends for a shortcut (docs.slack.dev, shortcuts payloads), as far as it is used. */
const payload = z.discriminatedUnion('type', [
  z.object({ type: z.literal('shortcut'), ...common }),
  z.object({
    type: z.literal('message_action'),
    ...common,
    response_url: z.string(),
    channel: z.object({ id: z.string() }),
    message: z.object({
      ts: z.string(),
      thread_ts: z.string().optional(),
      user: z.string().optional(),
      bot_id: z.string().optional(),
      text: z.string().default(''),
      files: postedFiles,
    }),
  }),
]);

type OnMessage = Extract<z.output<typeof payload>, { type: 'message_action' }>;

export interface Shortcut {
  /** Except for what it is about. */
  readonly call: Invocation;
  readonly asker: Asker;
  readonly aside: Aside;
  readonly trigger: string;
  /** The message whose menu it was in, if that is one of ours. */
  readonly ours: Spot | undefined;
  /** Whether that may be the file of a picture which is shared beside its message. */
  readonly isFile: boolean;
}

/** A shortcut as a call; undefined when it is none of ours. `me` is who has written our messages. */
export function readShortcut(
  body: unknown,
  commands: readonly Command[],
  me: Pick<Me, 'bot' | 'user'>,
  now: number,
): Shortcut | undefined {
  const { data } = payload.safeParse(body);
  const name = callback.exec(data?.callback_id ?? '')?.[1];
  const command = commands.find((candidate) => candidate.name === name);
  if (!data || !command) return undefined;
  const { trigger_id: trigger, user } = data;
  const team = data.team?.id ?? user.team_id;
  const asked = { trigger_id: trigger, team_id: team, person: user, command: command.name };
  const asker = { team, user: user.id };
  if (data.type === 'shortcut') {
    // It is in no channel, so it is answered in direct messages.
    const call = invocation({ ...asked, channel_id: user.id, input: { kind: 'text', text: '' } }, now);
    return { call, asker, trigger, aside: { responseUrl: '', pressed: false }, ours: undefined, isFile: false };
  }
  const isOurs = isBy(data, me);
  const call = invocation({ ...asked, channel_id: data.channel.id, ...contents(data, command, isOurs) }, now);
  return { call, asker, trigger, ...placeOf(data, isOurs) };
}

function isBy({ message }: OnMessage, { user, bot }: Pick<Me, 'bot' | 'user'>): boolean {
  return (user !== undefined && message.user === user) || (bot !== undefined && message.bot_id === bot);
}

/** Our own sentences are nobody's words: a command finds those of the picture by itself. */
function contents({ message }: OnMessage, { door }: Command, isOurs: boolean): Pick<Invocation, 'input' | 'files'> {
  const words = isOurs ? '' : typedText(message.text);
  const fields = door?.option === undefined || words === '' ? {} : { [door.option]: words };
  return { input: { kind: 'fields', fields }, files: picturesIn(message.files) };
}

function placeOf(
  { channel, message, response_url: responseUrl }: OnMessage,
  isOurs: boolean,
): Pick<Shortcut, 'aside' | 'ours' | 'isFile'> {
  const { ts, thread_ts: thread } = message;
  const at = thread !== undefined && thread !== ts ? { thread } : {};
  const ours = isOurs ? { channel: channel.id, ts, ...at } : undefined;
  // The “original” of its response_url is the message, as after a press.
  return {
    aside: { responseUrl, pressed: true, ...at, subject: ours },
    ours,
    isFile: isOurs && message.files.length > 0,
  };
}
