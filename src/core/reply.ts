import type { Image } from './image.ts';
import type { Subject } from './invocation.ts';

/** A picture in a reply. */
export interface ReplyImage {
  readonly image: Image;
  /** What it shows, for those who cannot see it; untrusted text. */
  readonly alt: string;
  /** File name with ending, safe on every system. */
  readonly name: string;
  /** Hidden until somebody wants to see it. */
  readonly spoiler?: boolean;
  /** Which picture it is, where a platform has to show it in a message of its own. */
  readonly of?: Subject;
}

/** A message in a chat, so that another one can point to it. */
export interface MessageRef {
  /** As `Surface.message` names it. */
  readonly key: string;
  /** Ids as in `Place`. */
  readonly channel: string;
  readonly community: string | undefined;
}

/** A short labelled value, such as the seed. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  /** People copy these: shown so that copying gets exactly the value. */
  readonly exact?: boolean;
  /** The value leads to this message, where the platform can reach it. */
  readonly message?: MessageRef | undefined;
}

/** A headed table of options, as `/help` shows. */
export interface Section {
  readonly heading: string;
  readonly rows: readonly { readonly term: string; readonly text: string }[];
}

/** Calls a command when it is pressed, by whoever presses it. */
export interface Button {
  readonly label: string;
  readonly command: string;
  /** The invocation that the call is about. */
  readonly about?: string | undefined;
  /** Which picture of it, from 0. */
  readonly picture?: number | undefined;
  /** Options in the command's text grammar, such as `--kind wording`. Short: Discord keeps 100 characters for all of it. */
  readonly with?: string | undefined;
}

/**
 * Leads to a page of our own on the web: its address begins with `Context.webUrl`, and nothing in it is what people wrote.
 */
export interface Link {
  readonly label: string;
  readonly url: string;
}

/** Buttons of which one can be chosen at a time. At most 25 (Discord: string select). */
export interface Menu {
  /** Says what a choice does, while nothing is chosen. */
  readonly label: string;
  readonly choices: readonly Button[];
}

/**
 * Asks for a command's options before it is called. The platform shows all of them that it has room for, and takes the
 * rest as one line of text.
 */
export interface Form {
  readonly command: string;
  /** What the call will be about, as in `Button`. */
  readonly about?: string | undefined;
  readonly picture?: number | undefined;
  /** What is filled in already, by `Option.key`. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * Where a reply is shown: in the call's own message; in the place of the message that it is about; in the asker's direct
 * messages; or in another channel of the platform. The first reply of a call decides it.
 */
export type Where = 'here' | 'subject' | 'direct' | { readonly channel: string };

/**
 * What a person sees now; the next reply replaces it. Every string is plain text without markup, so each platform
 * escapes all of it and nothing in a prompt can become a mention, a link or a tag.
 */
export interface Reply {
  /** `working` is replaced soon; `done` and `failed` are the last word. */
  readonly state: 'working' | 'done' | 'failed';
  /** Our words. */
  readonly text: string;
  /** Someone's words: the prompt. */
  readonly quote?: string;
  /** A line to copy exactly as it is, such as a command. */
  readonly code?: string;
  readonly images?: readonly ReplyImage[];
  /** Pictures that its message no longer shows, where a platform keeps them beside the message. */
  readonly withdrawn?: readonly ReplyImage[];
  readonly facts?: readonly Fact[];
  readonly sections?: readonly Section[];
  /** Names of the options that the text is about, so that a form can show it beside them. */
  readonly about?: readonly string[];
  /** Proportions of the picture to come, so that its place can be kept free. */
  readonly shape?: { readonly width: number; readonly height: number };
  /** When the wait began, for live clocks: milliseconds since 1970. */
  readonly since?: number;
  /** What people can do next, where the platform has buttons. */
  readonly buttons?: readonly Button[];
  readonly menus?: readonly Menu[];
  /** Pages of our own that people can open. Only they are addresses: everything else is text, whatever it looks like. */
  readonly links?: readonly Link[];
  /**
   * Opens a form, where the platform still can: Discord and Slack allow it for 3 s after a press, a menu or a slash command.
   * Elsewhere the rest of the reply is shown, whose buttons lead to it.
   */
  readonly form?: Form;
  /** What a post is called where each message is one, and its tags, most important first (Discord: forum channels). */
  readonly post?: { readonly title: string; readonly tags: readonly string[] };
  /** Only the asker should see it, where the platform can still do that; with pictures, at worst in their direct messages. */
  readonly whisper?: boolean;
  /** Missing: here. */
  readonly where?: Where;
  /**
   * Whose pictures it shows, where they are another call's: what people do under the message is about those.
   */
  readonly of?: Subject;
}
