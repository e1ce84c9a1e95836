import type { Generation, GenerationRequest, Notes } from './generation.ts';
import type { Image } from './image.ts';
import type { PictureKey } from './lane.ts';
import type { MessageRef } from './reply.ts';

/** Milliseconds for which a deleted picture can be brought back, as people are told; its file goes after that. */
export const undoable = 10 * 60_000;

/** A picture that was ordered, and what has become of it. */
export interface Kept extends PictureKey {
  /** The code that people see, `7K3Q-9XWM-2D4H` (`recipe.ts`). */
  readonly recipe: string;
  readonly state: 'waiting' | 'running' | 'done' | 'refused' | 'failed' | 'cancelled';
  /** What was sent last, or will be. */
  readonly request: GenerationRequest;
  readonly notes: Notes;
  /** Once it is done. */
  readonly generation: Generation | undefined;
  /** All ids are unique over platforms. */
  readonly person: string;
  /** What its maker was called last; untrusted text. */
  readonly name: string | undefined;
  readonly channel: string;
  readonly community: string | undefined;
  /** Milliseconds since 1970. */
  readonly orderedAt: number;
  /** Alternative text that somebody wrote instead of ours. */
  readonly alt: string | undefined;
  /** When it was made, or came to nothing, in milliseconds since 1970. */
  readonly endedAt: number | undefined;
  /** Since when it is deleted, in milliseconds since 1970. */
  readonly removedAt: number | undefined;
  /** The newest message of its own call, which shows it where it was asked for. */
  readonly message: MessageRef | undefined;
}

/** A page of somebody's pictures, newest first. */
export interface Page {
  readonly limit: number;
  /** Only those ordered before the picture with this recipe. */
  readonly before?: string | undefined;
  /** Only those made in this channel, unique over platforms. */
  readonly channel?: string | undefined;
  /** Also what others see by its recipe only, or not at all. */
  readonly private?: boolean | undefined;
}

/** Every picture that was made, for as long as nobody deletes it. All methods throw Problem `storage_failed`. */
export interface Album {
  /** The pictures of an invocation in the order of their numbers, deleted ones too until they are purged. */
  of(invocation: string): Promise<readonly Kept[]>;
  find(recipe: string): Promise<Kept | undefined>;
  /** Somebody's made pictures, without deleted ones, newest first. */
  recent(person: string, page: Page): Promise<readonly Kept[]>;
  /** What a picture was made from, oldest first, at most ten steps back; and what was made from it, newest first, at most ten. */
  family(recipe: string): Promise<{ readonly before: readonly Kept[]; readonly after: readonly Kept[] }>;
  /**
   * Deletes an invocation's made pictures, or one of them. How many are deleted then, also when they were before: a replay
   * asks again.
   */
  remove(invocation: string, n?: number): Promise<number>;
  /** Takes that back for what was deleted at `since` or later, in milliseconds since 1970. How many of them are there then. */
  restore(invocation: string, since: number, n?: number): Promise<number>;
  /** An empty one brings ours back. */
  setAlt(key: PictureKey, alt: string): Promise<void>;
  /** Shows a private picture to everybody from now on, or hides one behind a spoiler. What is not named stays. */
  setNotes(key: PictureKey, change: Partial<Notes>): Promise<void>;
  /**
   * Forgets everything about what was deleted before `moment`, in milliseconds since 1970, and has `remove` delete the
   * files that no other picture needs. Throws what `remove` throws after all of them; those are tried again next time,
   * also by another process.
   */
  purge(moment: number, remove: (image: Image) => Promise<void>): Promise<void>;
}
