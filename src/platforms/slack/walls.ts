import type { Walls } from '../../core/wall.ts';
import { createBlind } from './blind.ts';
import { createHanging } from './hanging.ts';
import { type Hung, readHanging } from './hanging-address.ts';
import type { Me } from './identity.ts';
import type { SurfaceParts } from './surface.ts';
import { isOpen, survey } from './survey.ts';
import { takeDown } from './take-down.ts';

/** Milliseconds for which a message is looked for that a killed process may have posted; long after, one more is posted. */
const lookBack = 3_600_000;

/** What Slack does for galleries. */
export function createWalls(parts: SurfaceParts): Walls {
  const hangingParts = { ...parts, blind: createBlind(parts.clock) };
  return {
    survey: (channel, signal) => survey(parts, channel, { signal }),
    isOpen: (channel, signal) => isOpen(parts, channel, signal),
    takeDown: (message, _, signal) => takeDown(parts, message, signal),
    hang(spot, address) {
      const known = address && readHanging(address);
      if (address && !(known && isOurs(known, parts.me))) return undefined;
      const channel = typeof spot.channel === 'string' ? spot.channel : userIn(spot.channel.direct, parts.me);
      if (channel === undefined) return undefined;
      return createHanging(hangingParts, spot, channel, known ?? nothingYet(parts.clock.now()));
    },
  };
}

function nothingYet(now: number) {
  const since = Math.max(0, Math.floor(now) - lookBack);
  return { spot: undefined, since, sent: new Map(), files: new Map(), shared: new Map(), hidden: new Map() };
}

/** As long as Slack has not said who we are, nobody knows better. */
function isOurs({ team, bot }: Hung, me: Me): boolean {
  const isSame = (theirs: string, ours: string | undefined) => theirs === '' || ours === undefined || theirs === ours;
  return isSame(team, me.team) && isSame(bot, me.bot);
}

/** `slack:T1:U1` → `U1`; undefined for people of other workspaces. */
function userIn(person: string, { team }: Me): string | undefined {
  const [platform, workspace, user] = person.split(':');
  if (platform !== 'slack' || user === undefined) return undefined;
  return team === undefined || workspace === team ? user : undefined;
}
