import { z } from 'zod';
import { systemClock } from '../../../src/core/clock.ts';
import { type Command, command } from '../../../src/core/command.ts';
import type { Invocation, Subject } from '../../../src/core/invocation.ts';
import type { Journal } from '../../../src/core/journal.ts';
import { noSettings } from '../../../src/core/no-album.ts';
import type { Reply, ReplyImage } from '../../../src/core/reply.ts';
import type { Settings } from '../../../src/core/settings.ts';
import type { FakeUser } from '../../fakes/slack/people.ts';
import type { FakeChannel } from '../../fakes/slack.ts';
import { type Chat, type ChatSettings, startChat } from './chat.ts';

/** A command that says what the test wants, and remembers how it was called. */
export interface Scripted {
  readonly command: Command;
  readonly calls: readonly Invocation[];
}

/** What a scripted command says to a call. */
export type Script = (invocation: Invocation, given: Readonly<Record<string, unknown>>) => readonly Reply[];

export function scripted(
  name: string,
  script: Script,
  changes: Partial<Command> = {},
  schema = z.object({}),
): Scripted {
  const calls: Invocation[] = [];
  const manual = { summary: `What ${name} does`, options: {}, door: `Door of ${name}` };
  const base = command({
    name,
    manuals: { en: manual },
    options: schema,
    async *run(given, { invocation }) {
      yield* script(invocation, given);
    },
  });
  const run: Command['run'] = (input, context) => {
    calls.push(context.invocation);
    return base.run(input, context);
  };
  return { calls, command: { ...base, run, ...changes } };
}

/** Says nothing, which is enough where only the call matters. */
export const quietly: Script = () => [];

/** A chat with commands of the test's own, and a journal that knows what messages show and what reactions began. */
export interface Play extends Chat {
  readonly ada: FakeUser;
  readonly bob: FakeUser;
  readonly channel: FakeChannel;
  /** What the journal was asked, in order. */
  readonly asked: readonly string[];
  /** Has a call running that a reaction began. Returns its id. */
  begin(gesture: string): string;
  /** Has an emoji call a command in a workspace. */
  set(team: string, emoji: string, command: string): void;
}

export async function openPlay(commands: readonly Scripted[], settings: ChatSettings = {}): Promise<Play> {
  const { journal, asked, begin } = memoryJournal();
  const set = new Map<string, string>();
  const known: Settings = {
    ...noSettings,
    async get(key) {
      const command = set.get(`${key.owner} ${key.kind} ${key.name}`);
      return command === undefined ? undefined : { ...key, person: '', value: { command } };
    },
  };
  const bot = { commands: commands.map((each) => each.command), settings: known, ...settings.bot };
  const chat = await startChat({ journal, clock: systemClock, ...settings, bot });
  const [ada, bob] = [chat.slack.user('Ada'), chat.slack.user('Bob')];
  return {
    ...chat,
    ada,
    bob,
    channel: chat.slack.channel('#art'),
    asked,
    begin,
    set: (team, emoji, name) => void set.set(`slack:${team} emoji ${emoji}`, name),
  };
}

/** A picture in a reply, with whatever the test wants of it. */
export async function pictureOf(chat: Chat, seed: number, changes: Partial<ReplyImage> = {}): Promise<ReplyImage> {
  return { image: await chat.keep(seed), alt: `fox ${seed}`, name: `fox-${seed}.png`, ...changes };
}

/** Every call is fresh; a message shows whatever call was there last. */
export function memoryJournal() {
  const messages = new Map<string, Subject>();
  const gestures = new Map<string, string>();
  const known = new Set<string>();
  const asked: string[] = [];
  const journal: Journal = {
    async accept({ id, gesture }) {
      asked.push(`accept ${id}`);
      if (known.has(id)) return undefined;
      known.add(id);
      if (gesture !== undefined) gestures.set(gesture, id);
      return { id, attempt: 1 };
    },
    flush: async () => undefined,
    acknowledged: async () => true,
    async move({ id }, _, message, shows = { about: id }) {
      if (message) messages.set(message, shows);
      return true;
    },
    async end({ id }) {
      for (const [gesture, begun] of gestures) if (begun === id) gestures.delete(gesture);
      return true;
    },
    async begunBy(gesture) {
      asked.push(`begunBy ${gesture}`);
      return gestures.get(gesture);
    },
    recall: async () => undefined,
    async shownBy(message) {
      asked.push(`shownBy ${message}`);
      return messages.get(message);
    },
    takeUp: async () => [],
    renew: async () => [],
  };
  const begin = (gesture: string) => {
    gestures.set(gesture, 'slack:begun');
    return 'slack:begun';
  };
  return { journal, asked, begin };
}
