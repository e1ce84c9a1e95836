import { sentenceOf } from '../../../commands/replies.ts';
import { Problem } from '../../../src/core/problem.ts';
import type { Room } from './chats.ts';
import type { ChatName } from './points.ts';

/** A call, and what became of it so far. */
export interface Case {
  readonly prompt: string;
  readonly chat: ChatName;
  readonly room: Room;
  /** Whether its process was asked to stop, so that it may have been refused. */
  readonly refusable: boolean;
  /** Whether its platform heard in time that it had arrived. */
  told: boolean;
  /** Whether the first process had it written down when it ended. */
  accepted: boolean;
  /** The kills that found its picture being painted, by attempt: each may have hit the paid call. */
  readonly hits: Map<number, string>;
  /** Milliseconds from a restart to the picture, where a process lived to show it. */
  recovered: number | undefined;
}

export function newCase(given: Pick<Case, 'prompt' | 'chat' | 'room' | 'refusable'>): Case {
  return { ...given, told: false, accepted: false, hits: new Map(), recovered: undefined };
}

/** A paid call that was cut off is repeated once; after the second time the call is given up (docs/decisions/0008). */
export function isGivenUp({ hits }: Case): boolean {
  return hits.size > 1;
}

/**
 * Whether Discord has given the call up: it was not acknowledged within 3 s, and the asker was told so. A picture still
 * comes as a message of its own, but nobody can be told of a failure any more (docs/decisions/0008).
 */
export function isUnheard({ chat, told }: Case): boolean {
  return chat === 'discord' && !told;
}

/** The pictures that people see for a call, one list a message. */
export function shown({ room, chat, prompt }: Case): readonly (readonly string[])[] {
  const messages = room[chat].said().map(({ pictures }) => pictures);
  return messages
    .filter((pictures) => pictures.some(({ alt }) => alt.endsWith(`: ${prompt}`)))
    .map((pictures) => pictures.map(({ sha }) => sha));
}

/** How many messages of a chat tell this failure. Which call each is about they do not say. */
export function told(code: 'interrupted' | 'shutting_down', room: Room, chat: ChatName): number {
  const sentence = sentenceOf(new Problem(code, {}), 'en');
  return room[chat].said().filter(({ text }) => text.includes(sentence)).length;
}
