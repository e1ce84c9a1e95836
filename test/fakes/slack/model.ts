import type { Clock } from '../../../src/core/clock.ts';
import type { Block, HomeView } from './blocks.ts';
import type { View } from './modals.ts';
import { createNews } from './news.ts';

export interface FakeFile {
  readonly id: string;
  readonly name: string;
  /** What people read over it, and what is read out instead of it. */
  title: string | undefined;
  readonly length: number;
  bytes: Buffer | undefined;
  state: 'awaited' | 'sent' | 'completed' | 'deleted';
  /** When the malware scan is over: milliseconds since 1970. */
  scannedAt: number;
  /** Whether Slack then takes blocks that show it. */
  showable: boolean;
  /** Channel → when people see it there. */
  readonly sharedAt: Map<string, number>;
}

export interface FakeMessage {
  readonly ts: string;
  readonly channel: string;
  readonly thread: string | undefined;
  /** The user who wrote it. */
  readonly author: string;
  text: string;
  blocks: readonly Block[];
  readonly files: readonly FakeFile[];
  /** What is shown under its links. */
  readonly previews: Map<string, readonly Block[]>;
  readonly metadata: unknown;
  edits: number;
  deleted: boolean;
  /** Whether its author may still change it. */
  locked: boolean;
}

/** Links that somebody has posted, or is about to, under which the app may show something. */
export interface FakeShared {
  readonly id: string;
  readonly source: string;
  readonly channel: string;
  readonly ts: string;
  readonly urls: readonly string[];
  readonly shown: Map<string, readonly Block[]>;
}

export interface FakeWhisper {
  /** The thread where it is shown; in the channel without one. */
  readonly thread?: string | undefined;
  text: string;
  blocks: readonly Block[];
}

export interface ChannelRecord {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'direct';
  /** Whose direct messages with the bot they are. */
  readonly person: string | undefined;
  botIsIn: boolean;
  /** What chat.postMessage answers there, e.g. `restricted_action`. */
  refusal: string | undefined;
  /** Whether somebody has deleted it. */
  deleted?: boolean;
}

/** What users.info tells of somebody, beside what everybody has (docs.slack.dev, user object). */
export interface Account {
  readonly locale?: string;
  readonly is_admin?: boolean;
  readonly is_owner?: boolean;
  readonly is_primary_owner?: boolean;
  readonly is_restricted?: boolean;
  readonly is_ultra_restricted?: boolean;
  readonly is_bot?: boolean;
  /** Somebody of another workspace, in a shared channel: with less than others, or hidden altogether. */
  readonly external?: 'seen' | 'hidden';
}

/** One use of a command, form or button: what its trigger and response_url still allow. */
export interface FakeUse {
  readonly trigger: string;
  readonly at: number;
  triggerUsed: boolean;
  responses: number;
  /** Undefined: the bot did not say whether it replaces the original. */
  readonly whisper: (whisper: FakeWhisper, replace: boolean | undefined) => void;
  readonly openForm: (view: View) => void;
}

/** What a surface shows: a message, or an App Home. */
export interface Pressable {
  readonly blocks: readonly Block[];
}

export interface RecordedRequest {
  /** `chat.update`, `upload`, `respond`… */
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly at: number;
  /** What it was answered with, e.g. `ok`, `invalid_blocks`, `429`. */
  answer: string;
}

export type Workspace = ReturnType<typeof createWorkspace>;

/** A shortcut of the app, as its manifest has it. */
export interface FakeShortcut {
  readonly name: string;
  readonly type: 'message' | 'global';
  readonly callback_id: string;
}

/** Everything that Slack would remember. */
export function createWorkspace(clock: Clock) {
  let last = 0;
  let happened = 0;
  const news = createNews();
  return {
    ...news,
    clock,
    team: 'T0FAKE',
    url: 'https://fake.slack.com/',
    bot: { user: 'U0EASEL', id: 'B0EASEL', name: 'easel' },
    /** Where cards are known. */
    cards: { message: true, home: true },
    channels: new Map<string, ChannelRecord>(),
    accounts: new Map<string, { readonly name: string; account: Account }>(),
    messages: [] as FakeMessage[],
    files: new Map<string, FakeFile>(),
    uses: new Map<string, FakeUse>(),
    requests: [] as RecordedRequest[],
    /** What each person has of their own: the App Home that was published for them, and an ear for whispers. */
    homes: new Map<string, HomeView>(),
    ears: new Map<string, (whisper: FakeWhisper) => void>(),
    shortcuts: [] as readonly FakeShortcut[],
    /** Whose links the app hears of. */
    domains: [] as readonly string[],
    shared: [] as FakeShared[],
    next: (): number => ++last,
    /** When something happened, as events say it: later than all that happened before. */
    moment(): string {
      happened = Math.max(happened + 1, clock.now());
      return `${(happened / 1000).toFixed(3)}000`;
    },
    /** As Slack writes those of messages: seconds and a number that makes them unique. */
    timestamp: (): string => `${Math.floor(clock.now() / 1000)}.${String(++last).padStart(6, '0')}`,
  };
}
