import type { Image } from './image.ts';

/** A picture in a reply. */
export interface ReplyImage {
  readonly image: Image;
  /** What it shows, for those who cannot see it; untrusted text. */
  readonly alt: string;
  /** File name with ending, safe on every system. */
  readonly name: string;
}

/** A short labelled value, such as the seed. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  /** People copy these: shown so that copying gets exactly the value. */
  readonly exact?: boolean;
}

/** A headed table of options, as `/help` shows. */
export interface Section {
  readonly heading: string;
  readonly rows: readonly { readonly term: string; readonly text: string }[];
}

/** Calls a command about an invocation when it is pressed, by whoever presses it. */
export interface Button {
  readonly label: string;
  readonly command: string;
  /** The invocation. */
  readonly about: string;
}

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
  readonly images?: readonly ReplyImage[];
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
  /** Only the asker should see it, where the platform can still do that. */
  readonly whisper?: boolean;
}
