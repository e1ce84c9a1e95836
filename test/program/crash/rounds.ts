import { type ChatName, type CrashOrder, chatNames } from './points.ts';

/** How a process of a round ends. `share` is the part that it lives of the time that its start or its calls take. */
export type End =
  /** It kills itself at a point of its calls. */
  | { readonly kind: 'point'; readonly order: CrashOrder }
  /** Killed at an instant between the first call's arrival and the last one's end. */
  | { readonly kind: 'instant'; readonly share: number }
  /** Killed while it starts and takes up what is open. */
  | { readonly kind: 'start'; readonly share: number }
  /** It kills itself at a point of a call that it has taken up. */
  | { readonly kind: 'recovery'; readonly order: CrashOrder }
  /** SIGTERM while calls come in: it finishes what it paints, and leaves the others to the next one. */
  | { readonly kind: 'stop'; readonly share: number }
  /** SIGTERM while it starts and takes up what is open. */
  | { readonly kind: 'stop at start'; readonly share: number }
  /** SIGTERM, while it is painting what takes longer than it may: it leaves its calls to the next one. */
  | { readonly kind: 'hand over' }
  /** A second signal so many milliseconds after the first: it ends at once. */
  | { readonly kind: 'second signal'; readonly share: number; readonly gap: number }
  /** Stopped when all is done: this is how long calls take. */
  | { readonly kind: 'calm' };

/** Somebody asks for a picture, so many milliseconds after the round began. */
export interface Ask {
  readonly chat: ChatName;
  readonly person: number;
  readonly at: number;
}

/** One life of the program: it takes up what is open, gets new calls, and ends. */
export interface Round {
  readonly asks: readonly Ask[];
  /** Milliseconds that a picture takes. */
  readonly latency: number;
  /** Milliseconds that a request to a chat is on its way. */
  readonly lag: number;
  readonly concurrency: number;
  readonly pictures: 'base64' | 'url';
  readonly end: End;
}

/** Milliseconds that a picture takes which shall not be finished: longer than a process may go on after SIGTERM. */
export const endless = 40_000;

/** A life in which nothing happens: the first one tells how long things take, the last one ends what is open. */
export const calmRound: Round = {
  asks: [0, 1].flatMap((person) => chatNames.map((chat) => ({ chat, person, at: 0 }))),
  ...{ latency: 0, lag: 0, concurrency: 1, pictures: 'base64', end: { kind: 'calm' } },
};

/** What an end is called where it is counted. */
export function labelOf(end: End): string {
  switch (end.kind) {
    case 'point':
      return end.order.point;
    case 'instant':
      return 'random instant';
    case 'start':
      return 'while starting or taking up';
    case 'recovery':
      return `taken up: ${end.order.point}`;
    case 'second signal':
      return 'SIGTERM, SIGINT';
    case 'stop at start':
      return 'SIGTERM while starting';
    case 'hand over':
      return 'SIGTERM, and no time left';
    default:
      return 'SIGTERM';
  }
}
