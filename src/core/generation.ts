import type { Image } from './image.ts';
import type { Accountable } from './invocation.ts';

/** Names people know → the part of the API that `generation/wire.ts` sends as `req_key` (API sheet, section 2.1). */
export const models = ['2.1 Pro', '2.0 Pro', '2.0'] as const;

/** How the service expands a prompt: `req_schedule_conf`. Its two meanings are disputed, so the names stay neutral (API sheet, section 2.1). */
export const wordings = ['pe', 'rephraser'] as const;

export const corners = ['bottom right', 'bottom left', 'top left', 'top right'] as const;

export const watermarkLanguages = ['Chinese', 'English'] as const;

export type Wording = (typeof wordings)[number];

export interface Watermark {
  /** Empty means the service's own words in `language`. */
  readonly text: string;
  readonly corner: (typeof corners)[number];
  readonly language: (typeof watermarkLanguages)[number];
  /** 0 (invisible) to 1 (opaque). */
  readonly opacity: number;
}

/** One picture, fully pinned: the same request asks for the same picture again. */
export interface GenerationRequest {
  readonly prompt: string;
  /** One of `models`, or another `req_key` that the operator configured. */
  readonly model: string;
  /** Pixels before upscaling, 256 to 768. */
  readonly width: number;
  readonly height: number;
  /** 1 to 2147483646. Never 0 or -1: relays drop 0, and -1 means a seed that nobody learns (API sheet, section 2.1). */
  readonly seed: number;
  /** How strongly the text steers the picture, 1 to 10. */
  readonly guidance: number;
  readonly steps: number;
  /** Whether the service may expand the prompt before painting. */
  readonly enhance: boolean;
  readonly wording: Wording;
  /** Seed of the prompt expansion, 1 to 2147483646. */
  readonly wordingSeed: number;
  /** Doubles width and height after painting. */
  readonly upscale: boolean;
  readonly watermark: Watermark | undefined;
}

/** How a picture was made from another one. */
export const kinships = ['new', 'wording', 'exact', 'shape', 'final', 'adopted', 'own', 'edit'] as const;

export type Kinship = (typeof kinships)[number];

/** What is remembered of a picture beside its request. What is missing is not known, or not so. */
export interface Notes {
  /** What the person wrote, where the prompt is something else: before a style, a word list or a pinned wording. */
  readonly words?: string | undefined;
  /** The prompt that was asked for, where the wording that the model had read was sent instead. */
  readonly asked?: string | undefined;
  readonly style?: string | undefined;
  /** Recipe of the picture that it was made from, and how. */
  readonly parent?: string | undefined;
  readonly kinship?: Kinship | undefined;
  /** Shown to its maker alone. */
  readonly private?: boolean | undefined;
  readonly spoiler?: boolean | undefined;
  /** Made where only adults are let in. */
  readonly restricted?: boolean | undefined;
  /** The channel around the thread where it was made, unique over platforms: its gallery collects it, too. */
  readonly around?: string | undefined;
  /** Made where nobody else reads: others find it by its recipe only. */
  readonly unlisted?: boolean | undefined;
}

/** One picture that is wanted. */
export interface Wish {
  readonly request: GenerationRequest;
  readonly notes: Notes;
}

/** One picture, made. */
export interface Generation {
  /** What was really sent: the seed differs from the order's when a refused picture was tried again. */
  readonly request: GenerationRequest;
  readonly image: Image;
  /** Milliseconds from the order to the stored picture, waiting included. */
  readonly elapsed: number;
  /** Milliseconds in line before the first call. */
  readonly waited: number;
  /** Milliseconds by the service's own clock, when it tells. */
  readonly upstreamElapsed: number | undefined;
  /** The service's id of the request, for its support. */
  readonly requestId: string | undefined;
  /** The words that the model really read, when the service tells. */
  readonly expandedPrompt: string | undefined;
  /** The code under which `/show` finds it again (`recipe.ts`); known once it is kept. */
  readonly recipe?: string | undefined;
}

/** How far a generation has got. */
export interface Progress {
  /** How many others are served first; 0 means it is being painted now. */
  readonly ahead: number;
  /** When it was ordered, or when painting began: milliseconds since 1970. */
  readonly since: number;
  /** A refusal or hiccup that is being tried again. */
  readonly again: 'new_seed' | 'service' | undefined;
  /** Milliseconds from now until the picture is there, likely and almost surely, for its place in line; where it is known. */
  readonly estimate?: { readonly p50: number; readonly p90: number } | undefined;
}

/**
 * Why an order ends when the call is not over but goes on later or in another process: the picture keeps its place. Every
 * other reason for aborting its signal cancels it.
 */
export const letGo = Symbol('let go');

/** A call's order to the generation core. All ids are unique over platforms. */
export interface Order extends Accountable {
  readonly invocation: string;
  /** Which picture of the invocation, from 0. */
  readonly n: number;
  /** What the person is called; untrusted text. */
  readonly name?: string | undefined;
  readonly request: GenerationRequest;
  readonly notes?: Notes | undefined;
  /** When its invocation was asked, in milliseconds since 1970: its first word has to come in time. */
  readonly askedAt: number;
  /** Cancels the order, down to the socket, unless its reason is `letGo`. */
  readonly signal: AbortSignal;
}

/**
 * Yields how far it has got, at once and at each change; returns the made picture. The same order again is the same
 * picture. Throws Problems, the signal's reason, or `letGo` when this process paints no more.
 */
export type Generate = (order: Order) => AsyncGenerator<Progress, Generation, void>;
