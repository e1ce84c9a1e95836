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
  /** 0 text, 1 direct messages, 11 public thread. */
  readonly type: number;
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
}

export interface StoredFile {
  readonly id: string;
  readonly filename: string;
  readonly description: string;
  readonly bytes: number;
  /** SHA-256, in hex. */
  readonly sha: string;
}

export interface Message {
  readonly id: string;
  readonly channel: Channel;
  /** A person's id; the bot's messages have none. */
  readonly author?: string | undefined;
  readonly ephemeral: boolean;
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

export interface Interaction {
  readonly id: string;
  readonly token: string;
  /** Milliseconds by the fake's clock. */
  readonly at: number;
  readonly channel: Channel;
  /** The message whose button was pressed. */
  readonly under: Message | undefined;
  acknowledgement: { readonly type: number; readonly after: number } | undefined;
  message: Message | undefined;
}

export interface Component {
  readonly type: number;
  readonly content?: string | undefined;
  readonly components?: readonly Component[] | undefined;
  readonly items?:
    | readonly { readonly media: { readonly url: string }; readonly description?: string | null | undefined }[]
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
