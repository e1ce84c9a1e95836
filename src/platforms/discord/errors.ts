import { DiscordAPIError } from 'discord.js';
import { asProblem, Problem } from '../../core/problem.ts';
import type { Spot } from './address.ts';
import { attachFiles, sendMessages, viewChannel } from './permissions.ts';

/** Discord: opcodes and status codes. */
export const codes = {
  unknownChannel: 10003,
  unknownServer: 10004,
  unknownMessage: 10008,
  unknownPerson: 10013,
  unknownWebhook: 10015,
  unknownInteraction: 10062,
  tooManyLateEdits: 30046,
  fileTooLarge: 40005,
  alreadyAcknowledged: 40060,
  tagNeeded: 40067,
  noAccess: 50001,
  notTheirs: 50005,
  directMessagesClosed: 50007,
  notForMessages: 50008,
  tooUnverified: 50009,
  noPermission: 50013,
  wrongKindOfChannel: 50024,
  invalidWebhookToken: 50027,
  noSuchRecipient: 50033,
  invalidForm: 50035,
  threadArchived: 50083,
  noSharedServer: 50278,
  historyUnreadable: 160002,
  threadLocked: 160005,
  tooManyThreads: 160006,
};

/** What says that nothing can be shown there any more, whoever asks and however often. */
const over: readonly (number | undefined)[] = [
  codes.unknownChannel,
  codes.unknownServer,
  codes.unknownMessage,
  codes.tooManyLateEdits,
  codes.notTheirs,
  codes.notForMessages,
  codes.tooUnverified,
  codes.wrongKindOfChannel,
  codes.threadArchived,
  codes.threadLocked,
];

/**
 * Discord's own error code, or undefined when nobody knows what became of the request: the connection broke, time ran
 * out, or Discord failed inside. Zero is a refusal without a code.
 */
export function discordCode(error: unknown): number | undefined {
  if (!(error instanceof DiscordAPIError)) return undefined;
  // A proxy in front of Discord refuses large requests with a bare 413.
  if (error.status === 413) return codes.fileTooLarge;
  return typeof error.code === 'number' ? error.code : 0;
}

/** What a person can be told about a message that Discord did not take. */
export function problemOf(error: unknown, { uploadLimit }: Pick<Spot, 'uploadLimit'>): Problem {
  if (error instanceof Problem) return error;
  const code = discordCode(error);
  const details = { hint: code === undefined ? 'Discord did not answer' : `Discord answered ${code}`, cause: error };
  switch (code) {
    case codes.fileTooLarge:
      return tooLarge(uploadLimit, error);
    case codes.noAccess:
    case codes.noPermission:
      return new Problem('permission_missing', { permissions: [attachFiles] }, details);
    case codes.directMessagesClosed:
    case codes.noSharedServer:
    case codes.unknownPerson:
    case codes.noSuchRecipient:
      return new Problem('direct_messages_closed', {}, details);
    case undefined:
      return new Problem('place_silent', {}, details);
    default:
      return over.includes(code) ? new Problem('place_unreachable', {}, details) : asProblem(error);
  }
}

/**
 * The same of a message that the bot posts or edits by itself. Without a file, what may be missing is to see the channel or
 * to write there.
 */
export function postProblem(error: unknown, place: Pick<Spot, 'uploadLimit'>, hasFiles: boolean): Problem {
  const code = discordCode(error);
  const missing = { [codes.noAccess]: viewChannel, [codes.noPermission]: hasFiles ? attachFiles : sendMessages };
  const permission = code === undefined ? undefined : missing[code];
  if (permission === undefined) return problemOf(error, place);
  const details = { hint: `Discord answered ${code}`, cause: error };
  return new Problem('permission_missing', { permissions: [permission] }, details);
}

/** `limit` is in bytes. */
export function tooLarge(limit: number, cause?: unknown): Problem {
  return new Problem('picture_too_large_for_place', { limit: Math.round((limit / 1024 / 1024) * 10) / 10 }, { cause });
}
