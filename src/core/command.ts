import type { z } from 'zod';
import type { Generation, GenerationRequest, Progress } from './generation.ts';
import type { Input, Invocation } from './invocation.ts';
import type { Load, OpenPicture, PictureKey, Whose } from './lane.ts';
import { describeOptions, type Option } from './option.ts';
import { Problem } from './problem.ts';
import type { BusyPerson, QuotaRule, Usage, UsageKey } from './quota.ts';
import { readOptions } from './read-options.ts';
import type { Reply } from './reply.ts';
import { nearest, shorten } from './suggest.ts';

/** What help, forms and slash menus say about a command in one language. */
export interface Manual {
  /** One line, at most 100 characters (Discord's limit for descriptions). */
  readonly summary: string;
  /** One line for each option, at most 100 characters. */
  readonly options: Readonly<Record<string, string>>;
  /** What forms call the options, where that is not the name that people type. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** A reaction under a message that calls a command about it. */
export interface Reaction {
  /** As Discord and Unicode have it. */
  readonly emoji: string;
  /** As Slack calls it, without its colons. */
  readonly name: string;
}

/** What a command gets besides its options. */
export interface Context {
  readonly invocation: Invocation;
  /** Every command, in the order that help shows. */
  readonly commands: readonly Command[];
  /** The model that people get when they do not choose. */
  readonly defaultModel: string;
  /** What limits people, as the operator set it. */
  readonly quotas: readonly QuotaRule[];
  /** Millionths of the operator's currency for one picture; 0: nobody counts money. */
  readonly price: number;
  /** What was used in the running periods. Throws Problem `storage_failed`. */
  usage(keys: readonly UsageKey[]): Promise<readonly Usage[]>;
  /** Who made most pictures today in the asker's server or workspace. Throws Problem `storage_failed`. */
  busiest(limit: number): Promise<readonly BusyPerson[]>;
  /** What there is to do for everybody. Throws Problem `storage_failed`. */
  load(): Promise<Load>;
  /** The pictures of a call or of a person that wait or are being painted. Throws Problem `storage_failed`. */
  open(whose: Whose): Promise<readonly OpenPicture[]>;
  /** Takes a picture out of line at once, or has its painting stopped. False: it is over. Throws Problem `storage_failed`. */
  cancel(picture: PictureKey): Promise<boolean>;
  /** A seed from 1 to 2147483646, the same one when this invocation is replayed. */
  seed(purpose: string, n?: number): number;
  /** Orders a picture and yields a reply at once and at each progress. Throws Problems only. */
  generate(request: GenerationRequest, show: (progress: Progress) => Reply): AsyncGenerator<Reply, Generation, void>;
}

/** Something a person can do. Slash, text, button, reaction and form are ways to call the same thing. */
export interface Command {
  readonly name: string;
  readonly reaction?: Reaction | undefined;
  /** By language (`en`, `zh`). */
  readonly manuals: Readonly<Record<string, Manual>>;
  readonly options: readonly Option[];
  /**
   * Reads the input and yields replies; the first one comes before any work. None at all means that what the person sees
   * already says it. Throws Problems only.
   */
  run(input: Input, context: Context): AsyncGenerator<Reply, void, void>;
}

/** What is said of a command in the language of a BCP 47 tag, or else in English. */
export function manualFor({ manuals }: Command, locale: string): Manual | undefined {
  const language = locale.split(/[-_]/)[0]?.toLowerCase() ?? '';
  return (Object.hasOwn(manuals, language) ? manuals[language] : undefined) ?? manuals['en'];
}

/** `command_unknown`, with the name that was probably meant. */
export function unknownCommand(given: string, commands: readonly Command[]): Problem {
  const suggestion = nearest(
    given,
    commands.map(({ name }) => name),
  );
  return new Problem('command_unknown', { given: shorten(given), suggestion });
}

/** Declares a command. The zod object gives its types, its platform options, its text grammar, forms and checks. */
export function command<Schema extends z.ZodObject>(definition: {
  readonly name: string;
  readonly reaction?: Reaction;
  readonly manuals: Readonly<Record<string, Manual & { options: Record<keyof z.output<Schema>, string> }>>;
  readonly options: Schema;
  readonly run: (options: z.output<Schema>, context: Context) => AsyncGenerator<Reply, void, void>;
}): Command {
  const options = describeOptions(definition.options);
  return {
    name: definition.name,
    reaction: definition.reaction,
    manuals: definition.manuals,
    options,
    async *run(input, context) {
      yield* definition.run(readOptions(definition.options, options, input), context);
    },
  };
}
