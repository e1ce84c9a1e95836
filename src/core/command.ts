import type { z } from 'zod';
import type { Album } from './album.ts';
import type { Galleries } from './gallery.ts';
import type { Generation, GenerationRequest, Notes, Progress, Wish } from './generation.ts';
import type { Inscription } from './image.ts';
import type { Input, Invocation } from './invocation.ts';
import type { Load, OpenPicture, PictureKey, Whose } from './lane.ts';
import { describeOptions, type Option } from './option.ts';
import { Problem } from './problem.ts';
import type { BusyPerson, QuotaRule, Usage, UsageKey } from './quota.ts';
import { readOptions } from './read-options.ts';
import type { Reply } from './reply.ts';
import type { Settings } from './settings.ts';
import { nearest, shorten } from './suggest.ts';
import type { Survey } from './wall.ts';

/** What help, forms and slash menus say about a command in one language. */
export interface Manual {
  /** One line, at most 100 characters (Discord's limit for descriptions). */
  readonly summary: string;
  /** One line for each option, at most 100 characters. */
  readonly options: Readonly<Record<string, string>>;
  /** What forms call the options, where that is not the name that people type. */
  readonly labels?: Readonly<Record<string, string>>;
  /** What its entry in the menu of a message or a person is called, at most 24 characters (Slack: shortcuts). */
  readonly door?: string;
}

/** A reaction under a message that calls a command about it. */
export interface Reaction {
  /** Options in the text grammar with which taking it back calls the command again; without, that cancels what it began. */
  readonly takenBack?: string;
  /** As Discord and Unicode have it. */
  readonly emoji: string;
  /** As Slack calls it, without its colons. */
  readonly name: string;
}

/** Calls a command from the menu of a message (Discord: message command, Slack: shortcut) or of a person (Discord). */
export interface Door {
  readonly on: 'message' | 'person';
  /** The option that gets the message's text, or the person's id; without it, the call is only about the message. */
  readonly option?: string;
}

/** A value worth suggesting while somebody types. */
export interface Suggestion {
  /** At most 100 characters (Discord: autocomplete), as the value. */
  readonly label: string;
  readonly value: string;
}

/** How far one of several pictures has got. */
export type Step = Progress | 'made' | 'failed';

/** What became of one of several pictures. */
export type Made =
  | { readonly wish: Wish; readonly generation: Generation }
  | { readonly wish: Wish; readonly problem: Problem };

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
  generate(
    request: GenerationRequest,
    show: (progress: Progress) => Reply,
    notes?: Notes,
  ): AsyncGenerator<Reply, Generation, void>;
  /**
   * Orders several at once, and ends when all are over, in the order of the wishes. Throws the first one's Problem when
   * none was made.
   */
  generateAll(
    wishes: readonly Wish[],
    show: (steps: readonly Step[]) => Reply,
  ): AsyncGenerator<Reply, readonly Made[], void>;
  /** Every picture that was made. Throws Problem `storage_failed`. */
  readonly album: Omit<Album, 'purge'>;
  /** Presets, word lists, emojis, channel rules. Throws Problem `storage_failed`. */
  readonly settings: Settings;
  /** Channel galleries. Throws Problem `storage_failed`. */
  readonly galleries: Galleries;
  /** Where the web galleries are, without a slash at the end; undefined: nowhere that others reach. */
  readonly webUrl: string | undefined;
  /** Looks at another channel of the platform. Throws Problem `place_unreachable` or `place_silent`. */
  survey(channel: string): Promise<Survey>;
  /** A call as it was asked, for a button about it; undefined when it is forgotten. Throws Problem `storage_failed`. */
  recall(invocation: string): Promise<Invocation | undefined>;
  /**
   * What is written inside the first of `Invocation.files` that tells something about itself. Throws Problem
   * `file_unreachable`.
   */
  inscription(): Promise<Inscription | undefined>;
  /** How long one picture of a model and size takes, in milliseconds; undefined while nobody knows. */
  estimate(model: string, pixels: number): Promise<number | undefined>;
  /** Whether a reply can be shown in the place of the message that the call is about (`Reply.where`). */
  readonly inPlace: boolean;
  /** Whether nothing can be pressed where the call's replies are shown. */
  readonly buttonless: boolean;
  /** Milliseconds since 1970. */
  now(): number;
}

/** Something a person can do. Slash, text, button, reaction and form are ways to call the same thing. */
export interface Command {
  readonly name: string;
  /** Only buttons, menus and reactions call it: it is in no list. */
  readonly hidden?: boolean;
  /** Has a name of its own also where all apps share their names (Slack); the others are called through `/easel` there. */
  readonly everyday?: boolean;
  /** What calls it under a picture, unless a server has changed that. */
  readonly reaction?: Reaction | undefined;
  readonly door?: Door | undefined;
  /** What people write in answer to a picture calls it. */
  readonly onReply?: boolean;
  /** Whether words in answer to a picture can only be meant for it, so that they need not be addressed to the bot. */
  recognises?(words: string): boolean;
  /** By language (`en`, `zh`). */
  readonly manuals: Readonly<Record<string, Manual>>;
  readonly options: readonly Option[];
  /**
   * Reads the input and yields replies; the first one comes before any work. None at all means that what the person sees
   * already says it. Throws Problems only.
   */
  run(input: Input, context: Context): AsyncGenerator<Reply, void, void>;
  /** At most 25 values for an option that is `suggested`, best first. Throws Problems only. */
  suggest?(key: string, typed: string, context: Context): Promise<readonly Suggestion[]>;
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
  readonly hidden?: boolean;
  readonly everyday?: boolean;
  readonly onReply?: boolean;
  readonly recognises?: (words: string) => boolean;
  readonly reaction?: Reaction;
  readonly door?: Door & { readonly option?: keyof z.output<Schema> & string };
  readonly manuals: Readonly<Record<string, Manual & { options: Record<keyof z.output<Schema>, string> }>>;
  readonly options: Schema;
  readonly run: (options: z.output<Schema>, context: Context) => AsyncGenerator<Reply, void, void>;
  readonly suggest?: Readonly<
    Partial<Record<keyof z.output<Schema>, (typed: string, context: Context) => Promise<readonly Suggestion[]>>>
  >;
}): Command {
  const {
    name,
    hidden = false,
    everyday = false,
    onReply = false,
    reaction,
    door,
    manuals,
    suggest,
    recognises,
  } = definition;
  const options = describeOptions(definition.options);
  return {
    name,
    hidden,
    everyday,
    onReply,
    ...(recognises && { recognises }),
    reaction,
    door,
    manuals,
    options,
    async *run(input, context) {
      const given = readOptions(definition.options, options, input);
      yield* definition.run(given, context);
    },
    ...(suggest && {
      async suggest(key: string, typed: string, context: Context) {
        const find = Object.hasOwn(suggest, key) ? suggest[key] : undefined;
        return find ? (await find(typed, context)).slice(0, mostSuggestions) : [];
      },
    }),
  };
}

/** Discord: application commands, autocomplete. */
const mostSuggestions = 25;
