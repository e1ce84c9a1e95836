import type { Kept } from './album.ts';
import type { Ask, Consent } from './consent.ts';
import type { Binding, Exhibit, Gallery } from './gallery.ts';
import type { Subject } from './invocation.ts';
import type { Address } from './journal.ts';
import type { ProblemCode } from './problem.ts';
import type { MessageRef } from './reply.ts';

/** A picture that something has happened to: made, starred, changed, deleted, or its maker or a gallery changed their mind. */
export interface Touched {
  /** Its number in the store. */
  readonly picture: number;
  /** Another one after each touch. */
  readonly mark: number;
  /** Whether it was only looked at again for a channel that was bound: then it is collected, but hung nowhere anew. */
  readonly isOld: boolean;
}

/** All that decides about where a picture is shown. */
export interface Candidate {
  readonly picture: number;
  /** Undefined once it is forgotten, or never was made. */
  readonly kept: Kept | undefined;
  /** How many people have starred it, and whether its maker is one of them. */
  readonly stars: number;
  readonly ownStar: boolean;
  readonly consent: Consent;
  /** What its maker has answered for this picture. */
  readonly answers: Readonly<Partial<Record<Ask, boolean>>>;
  /** Galleries that collect it, and those that it is in. */
  readonly galleries: readonly Collecting[];
}

export interface Collecting {
  readonly gallery: Gallery;
  /** All of the gallery's, over all platforms. */
  readonly bindings: readonly Binding[];
  /** Whether it is in the gallery at the moment. */
  readonly isIn: boolean;
  /** The walls where it hangs at the moment, or is to hang. */
  readonly hangs: readonly string[];
}

/** Where a picture is to be, in one gallery. */
export interface Verdict {
  readonly gallery: string;
  readonly isIn: boolean;
  /** Whether its web page shows it, too. */
  readonly onWeb: boolean;
  /** The channels where it is to hang. */
  readonly walls: readonly string[];
  /** What its maker is to be asked, unless the same question about this gallery is open: one at a time. */
  readonly ask: Ask | undefined;
}

/** What hangs, or is to hang, in a chat. */
export type Hung =
  | { readonly kind: 'picture'; readonly gallery: string; readonly picture: number }
  /** The question to a picture's maker, in their direct messages. */
  | { readonly kind: 'ask'; readonly ask: Ask; readonly gallery: string; readonly picture: number }
  /** A week's most starred. `week`: the day it ended, as 2026-11-26. */
  | { readonly kind: 'exhibition'; readonly gallery: string; readonly week: string }
  /** The message with which a call was answered, to be taken down for good: its asker has erased everything. */
  | { readonly kind: 'original'; readonly message: string }
  /** Tells whoever bound a channel that nothing can be hung there. */
  | { readonly kind: 'trouble'; readonly channel: string; readonly code: string };

/** Something on a wall that is not as it should be, given to this process until its lease ends. */
export interface Job {
  /** Unique over platforms, and the same for ever for the same thing on the same wall. */
  readonly id: string;
  /** A channel, unique over platforms; or `direct:` and the id of a person. */
  readonly wall: string;
  /** How things hang there; in direct messages as messages. */
  readonly look: 'messages' | 'posts';
  readonly hung: Hung;
  /** Whether it is to be there, or to go. */
  readonly wanted: boolean;
  readonly address: Address | undefined;
  /** What it shows, as `done` was told; undefined while nothing is there. */
  readonly shown: string | undefined;
  /** How often in a row it could not be done. */
  readonly failures: number;
  /** Another one after each change. */
  readonly mark: number;
}

/** Which jobs: of one platform, and either what is to go or what is to be there. */
export interface Which {
  readonly platform: string;
  readonly wanted: boolean;
  /** Walls where enough is done already. */
  readonly except: readonly string[];
}

/** A picture of the same family, and where it hangs on the same wall. */
export interface Relative {
  readonly recipe: string;
  readonly message: MessageRef;
}

/** What a picture was made from, oldest first, and what was made from it, newest first: at most ten of each. */
export interface Family {
  readonly before: readonly Relative[];
  readonly after: readonly Relative[];
}

/** What a job's reply is made of, as it is now. */
export interface Scene {
  readonly gallery: Gallery | undefined;
  /** The wall's; undefined for direct messages and once it is unbound. */
  readonly binding: Binding | undefined;
  /** The picture that hangs or is asked about, or an exhibition's; without deleted ones. */
  readonly exhibits: readonly Exhibit[];
  /** Whether every picture is hidden there, as an administrator has set. */
  readonly spoiler: boolean;
  /** Of a picture that is a post of its own. */
  readonly family?: Family | undefined;
  /** BCP 47: the wall's, or the person's as far as it is known. */
  readonly locale: string;
}

/** How a job ended: it is as it should be; again in so many milliseconds; or never, because somebody took it down. */
export type JobEnd =
  | {
      readonly kind: 'done';
      readonly address: Address | undefined;
      readonly message: string | undefined;
      /** Messages that belong to it, and the picture that each of them shows. */
      readonly beside?: ReadonlyMap<string, Subject> | undefined;
      readonly shown: string | undefined;
    }
  | { readonly kind: 'later'; readonly address: Address | undefined; readonly wait: number }
  | { readonly kind: 'gone' };

/**
 * What galleries have to do, over all processes: one looks at a picture or a wall at a time, and what a process that died
 * has left is taken over after its lease. All methods throw Problem `storage_failed`.
 */
export interface Curation {
  /** Calls the listener after each touch by this process. Returns how to stop. */
  onTouch(listener: () => void): () => void;
  /** Pictures to be looked at, given to this process: oldest touch first, but what concerns many pictures after all else. */
  touched(limit: number): Promise<readonly Touched[]>;
  candidate(picture: number): Promise<Candidate>;
  /**
   * Writes down where a picture is to be: in galleries, in the search, on walls. In one transaction; a picture that was
   * touched again meanwhile stays touched.
   */
  decide(touched: Touched, verdicts: readonly Verdict[]): Promise<void>;
  /** What is to be done on walls now, given to this process, oldest first. */
  jobs(which: Which, limit: number): Promise<readonly Job[]>;
  scene(job: Job): Promise<Scene>;
  end(job: Job, end: JobEnd): Promise<void>;
  /** Nothing is hung in that channel any more until it is bound again; whoever bound it is told. */
  stop(channel: string, code: ProblemCode): Promise<void>;
  /** Walls that let in adults alone, as far as is known. */
  restricted(): Promise<readonly Binding[]>;
  /** Others are let in there now: what is for adults is taken down, and nothing of it is hung any more. */
  lift(binding: Binding): Promise<void>;
  /** Galleries that exhibit, to find out which are due. */
  exhibiting(): Promise<readonly Gallery[]>;
  /** Hangs a week's exhibition on all walls of a gallery, once over all processes. */
  exhibit(gallery: string, week: string): Promise<void>;
  /** Pictures on the web that have no miniature yet, newest first; and what it looks like. */
  plain(limit: number): Promise<readonly Exhibit[]>;
  setThumbhash(exhibit: Exhibit, thumbhash: string): Promise<void>;
}
