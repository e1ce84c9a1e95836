import type { Clock } from '../../core/clock.ts';
import { Problem } from '../../core/problem.ts';
import type { Survey, Walls } from '../../core/wall.ts';
import { late, within } from '../../core/within.ts';
import { leastUploadLimit } from './address.ts';
import { codes, discordCode, problemOf } from './errors.ts';
import type { Itself } from './gateway.ts';
import { snowflake, threads } from './invocation.ts';
import { isOpenToAll, type Looking, lookAt, type Sight } from './look.ts';
import { missingOnWall, type Writing } from './permissions.ts';
import type { Sender } from './rest.ts';

/** Milliseconds for all that is asked: whoever binds a channel waits for it, and has to hear something within 3 s. */
const patience = 1500;

/** Channel types that hold messages (text, announcements) or posts (forum, media) (Discord: channel types). */
const withMessages = [0, 5];
const forums = [15, 16];

export interface SurveyParts {
  readonly bot: Sender;
  readonly clock: Clock;
  /** Resolves once it is known who the bot is. */
  readonly itself: Promise<Itself>;
}

/** Looks at channels of the servers that the bot is in. */
export function createSurvey(parts: SurveyParts): Walls['survey'] {
  const look = looking(parts, lookAt);
  return async (channel, signal) => surveyOf(await look(channel, signal));
}

/** Finds out whether everybody sees a channel. */
export function createOpen(parts: SurveyParts): Walls['isOpen'] {
  return looking(parts, isOpenToAll);
}

/** Looks in time, and says as walls do what went wrong. */
function looking<Seen>(
  { bot, clock, itself }: SurveyParts,
  look: (channel: string, looking: Looking) => Promise<Seen>,
): (channel: string, signal?: AbortSignal) => Promise<Seen> {
  return async (channel, signal) => {
    // People write these.
    if (!snowflake.safeParse(channel).success) throw new Problem('place_unreachable', {}, { hint: 'it is no id' });
    const over = new AbortController();
    const ends = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
    const work = async () => look(channel, { bot, itself: await itself, how: { signal: ends } });
    const seen = await within(patience, work(), clock)
      .catch((error: unknown) => {
        signal?.throwIfAborted();
        throw unseen(error);
      })
      .finally(() => over.abort());
    if (seen === late) throw new Problem('place_silent', {}, { hint: 'Discord took too long' });
    return seen;
  };
}

/** What says that a channel is not there, or not for the bot. */
const hidden: readonly (number | undefined)[] = [codes.noAccess, codes.noPermission, codes.unknownPerson];

function unseen(error: unknown): Problem {
  const code = discordCode(error);
  if (!hidden.includes(code)) return problemOf(error, { uploadLimit: leastUploadLimit });
  return new Problem('place_unreachable', {}, { hint: `Discord answered ${code}`, cause: error });
}

/** Throws Problem `place_unreachable` for channels that nothing is written in. */
function surveyOf({ name, type, community, restricted, isOpen, granted }: Sight): Survey {
  const writing = writingOf(type);
  if (!writing) throw new Problem('place_unreachable', {}, { hint: `a channel of type ${type} holds no messages` });
  return {
    name: `#${name}`,
    community,
    look: writing === 'forum' ? 'posts' : 'messages',
    restricted,
    isOpen,
    missing: missingOnWall(granted, writing),
  };
}

function writingOf(type: number): Writing | undefined {
  if (forums.includes(type)) return 'forum';
  if (threads.includes(type)) return 'thread';
  return withMessages.includes(type) ? 'channel' : undefined;
}
