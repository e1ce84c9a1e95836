import type { Modal } from './modal.ts';

/** What Discord answers instead of doing as it was asked. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly errors: object | undefined;

  constructor(status: number, code: number, message: string, errors?: object) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  /** 0 text, 1 direct messages, 2 voice, 11 public thread, 12 private thread, 15 forum, 16 media. */
  readonly type: number;
  /** Whether only some people see it. */
  readonly hidden: boolean;
  /** For adults alone. A thread does not say so itself. */
  readonly nsfw: boolean;
  /** Of a thread. */
  readonly parent: Channel | undefined;
  /** Whose direct messages these are, when that is anybody's. */
  readonly owner: string | undefined;
  /** 0 server, 1 direct messages with the bot, 2 other direct messages. */
  readonly context: number;
  readonly guild: string | undefined;
  /** What the app may do here, as Discord's bits. May change while a call runs. */
  permissions: bigint;
  /** Whether the bot's own token reaches it. */
  readonly botIsIn: boolean;
  /** Bytes of one file. */
  readonly uploadLimit: number;
  readonly messages: Message[];
  /** Of a forum or a media channel. */
  readonly forum?: Forum | undefined;
  /** Of a thread. */
  readonly thread?: Thread | undefined;
}

export interface Forum {
  tags: readonly Tag[];
  readonly needsTag: boolean;
}

export interface Tag {
  readonly id: string;
  readonly name: string;
  readonly moderated: boolean;
  readonly emoji_id: string | null;
  readonly emoji_name: string | null;
}

export interface Thread {
  /** Whoever began it; undefined: the bot. */
  readonly owner: string | undefined;
  title: string;
  /** Ids. */
  tags: readonly string[];
  archived: boolean;
  locked: boolean;
}

export interface StoredFile {
  readonly id: string;
  readonly filename: string;
  readonly description: string;
  readonly bytes: number;
  /** SHA-256, in hex. */
  readonly sha: string;
  readonly type: string;
  readonly content: Uint8Array;
  readonly spoiler: boolean;
}

export interface Message {
  readonly id: string;
  readonly channel: Channel;
  /** Of a person; the bot's messages have none. */
  readonly author?: Author | undefined;
  readonly ephemeral: boolean;
  /** Who alone sees it, by id. */
  readonly reader?: string | undefined;
  /** The message that it answers, which may be gone. */
  readonly answers?: string | undefined;
  /** Discord's own "thinking…". */
  loading: boolean;
  flags: number;
  components: readonly Component[];
  files: readonly StoredFile[];
  /** Whom it notified. */
  pings: readonly string[];
  edits: number;
  deleted: boolean;
}

/** Whoever wrote something, as Discord tells it. */
export interface Author {
  readonly id: string;
  readonly username: string;
  readonly bot?: boolean;
}

/** A value that was suggested. */
export interface Choice {
  readonly name: string;
  readonly value: string | number;
}

export interface Interaction {
  readonly id: string;
  readonly token: string;
  /** Milliseconds by the fake's clock. */
  readonly at: number;
  readonly channel: Channel;
  /** 2 command, 3 component, 4 autocomplete, 5 form. */
  readonly type: number;
  /** Who asked, by id. */
  readonly asker: string | undefined;
  /** The message whose button was pressed, or where the form came from. */
  readonly under: Message | undefined;
  /** Of the option that is being typed: 3 text, 4 integer, 10 number. */
  readonly typing: number | undefined;
  acknowledgement: { readonly type: number; readonly after: number } | undefined;
  message: Message | undefined;
  modal: Modal | undefined;
  choices: readonly Choice[] | undefined;
}

export interface Component {
  readonly type: number;
  readonly content?: string | undefined;
  readonly components?: readonly Component[] | undefined;
  readonly items?:
    | readonly {
        readonly media: { readonly url: string };
        readonly description?: string | null | undefined;
        readonly spoiler?: boolean | null | undefined;
      }[]
    | undefined;
  readonly [key: string]: unknown;
}

export const v2 = 1 << 15;
export const ephemeral = 1 << 6;
export const loading = 1 << 7;

/** Every component, containers first. */
export function everyComponent(components: readonly Component[]): Component[] {
  return components.flatMap((component) => [component, ...everyComponent(component.components ?? [])]);
}
