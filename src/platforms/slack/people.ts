import type { Clock } from '../../core/clock.ts';
import type { Invocation, Right } from '../../core/invocation.ts';
import type { Log } from '../../core/log.ts';
import { within } from '../../core/within.ts';
import type { SlackClient } from './client.ts';
import { type Trouble, troubleOf } from './errors.ts';

/** Who calls, as Slack's deliveries say it. */
export interface Asker {
  readonly team: string;
  readonly user: string;
}

export interface People {
  /**
   * The call with what its delivery does not tell of its asker: language, roles and rights. Never rejects, and takes at
   * most `deadline`: without an answer the asker speaks English and may do nothing special.
   */
  complete(call: Invocation, asker: Asker): Promise<Invocation>;
  /** Resolves once nobody is being asked about somebody any more, within the 2.5 s that Slack gets for an answer. */
  settled(asker: Asker): Promise<void>;
  /** Whether it is known that somebody is a bot, once their call was completed. Whoever is unknown is taken for a person. */
  isBot(asker: Asker): boolean;
}

export interface PeopleParts {
  readonly client: Pick<SlackClient, 'person'>;
  readonly clock: Clock;
  readonly log: Log;
}

type Profile = Awaited<ReturnType<SlackClient['person']>>;

/** What is remembered of somebody; without a profile Slack does not tell us theirs. */
interface Known {
  readonly profile: Profile | undefined;
  readonly askedAt: number;
}

/** Milliseconds. Slack waits 3 s for an acknowledgement, and writing the call down may take up to 2 s of them. */
const deadline = 700;

/** Milliseconds after which somebody is asked about again: whoever lost a right or changed the language has it by then. */
const fresh = 3_600_000;

/** Says of itself that it is no bot (users.info). */
const slackbot = 'USLACKBOT';

/** People remembered, some hundred bytes each. Whoever was asked about longest ago is forgotten first. */
const most = 5000;

/** Milliseconds in which Slack is asked nothing after it did not answer, and after it refused for want of a scope. */
const pauseAfter = { unclear: 30_000, refused: 600_000 };

/** Asks Slack about each person once an hour, however many calls they make at the same time (users.info: tier 4). */
export function createPeople({ client, clock, log }: PeopleParts): People {
  const known = new Map<string, Known>();
  const asking = new Map<string, Promise<void>>();
  let pausedUntil = 0;
  let reported: string | undefined;

  function keep(user: string, profile: Profile | undefined): void {
    known.delete(user);
    known.set(user, { profile, askedAt: clock.now() });
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
  }

  async function ask(user: string): Promise<void> {
    try {
      keep(user, await client.person(user));
      reported = undefined;
    } catch (error) {
      const trouble = troubleOf(error);
      if (isAboutOne(trouble)) return keep(user, undefined);
      const pause = trouble.kind === 'rate_limited' ? trouble.seconds * 1000 : pauseAfter[trouble.kind];
      pausedUntil = clock.now() + pause;
      const reason = trouble.kind === 'refused' ? (trouble.needed ?? trouble.error) : trouble.kind;
      if (reported !== reason) log.warn({ platform: 'slack', reason }, 'Slack does not say who people are');
      reported = reason;
    }
  }

  function lookUp(user: string): Promise<void> {
    const work = asking.get(user) ?? ask(user).finally(() => asking.delete(user));
    asking.set(user, work);
    return work;
  }

  return {
    async complete(call, asker) {
      const isFresh = () => clock.now() - (known.get(asker.user)?.askedAt ?? Number.NEGATIVE_INFINITY) < fresh;
      if (!isFresh() && clock.now() >= pausedUntil) {
        // What comes too late is there for the next call.
        await within(deadline, lookUp(asker.user), clock);
      }
      const profile = known.get(asker.user)?.profile;
      if (!profile) return call;
      const isMember = profile.team_id === asker.team && !profile.is_stranger;
      return {
        ...call,
        locale: profile.locale ?? call.locale,
        person: {
          ...call.person,
          // Events name nobody.
          name: call.person.name === asker.user ? (profile.name ?? asker.user) : call.person.name,
          roles: isMember ? rolesOf(profile, asker.team) : [],
          // What somebody may no longer do matters more than what they may.
          rights: isMember && isFresh() && call.place.community !== undefined ? rightsOf(profile) : [],
        },
      };
    },
    settled: async ({ user }) => asking.get(user),
    isBot: ({ user }) => (user === slackbot || known.get(user)?.profile?.is_bot) ?? false,
  };
}

/** Guests from other workspaces may be hidden from us (users.info). */
function isAboutOne(trouble: Trouble): boolean {
  return trouble.kind === 'refused' && ['user_not_found', 'user_not_visible'].includes(trouble.error);
}

function isAdministrator({ is_admin, is_owner, is_primary_owner }: Profile): boolean {
  return is_admin || is_owner || is_primary_owner;
}

function rightsOf(profile: Profile): readonly Right[] {
  return isAdministrator(profile) ? ['moderate', 'administer'] : [];
}

/** Slack has no roles of people's own making, so these are what QUOTAS and ROLE_WEIGHTS can name. */
function rolesOf(profile: Profile, team: string): readonly string[] {
  return [
    ...(isAdministrator(profile) ? [`slack:${team}:admin`] : []),
    ...(profile.is_restricted || profile.is_ultra_restricted ? [`slack:${team}:guest`] : []),
  ];
}
