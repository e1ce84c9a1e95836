import type { Kept } from './album.ts';
import type { Ask } from './consent.ts';
import type { Candidate, Collecting, Verdict } from './curation.ts';
import type { Binding } from './gallery.ts';

const day = 24 * 3_600_000;

/** What decides beside the picture itself. */
export interface Circumstances {
  /** It was only looked at again for a channel that was bound, so it hangs nowhere that it does not hang yet. */
  readonly isOld: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
  /**
   * Whether everybody in the server or workspace reads where it was made; undefined: nobody knows any more, so what is in
   * stays in and nothing comes in.
   */
  readonly isOpen: boolean | undefined;
}

/** Where a picture is to be: the whole rule of galleries, for each that it may concern. */
export function admit(candidate: Candidate, circumstances: Circumstances): readonly Verdict[] {
  return candidate.galleries.map((each) => verdictOn(candidate, each, circumstances));
}

/** Whether anybody has to know if everybody reads where a picture was made. */
export function dependsOnOpenness({ kept, galleries }: Candidate): boolean {
  return (
    kept !== undefined && isPublic(kept) && galleries.some(({ bindings }) => collects(kept, bindings) === 'server')
  );
}

/** Whether bindings name the channel where a picture was made, or only the server or workspace around it. */
function collects({ channel, community, notes }: Kept, bindings: readonly Binding[]): 'channel' | 'server' | undefined {
  const sources = bindings.flatMap(({ source }) => source ?? []);
  if (sources.includes(channel) || sources.includes(notes.around ?? channel)) return 'channel';
  return community !== undefined && sources.includes(community) ? 'server' : undefined;
}

/** Who collects from a whole server means what everybody there can read; another channel has to be named. */
function isCollected(kept: Kept, { bindings, isIn }: Collecting, isOpen: boolean | undefined): boolean {
  const how = collects(kept, bindings);
  return how === 'channel' || (how === 'server' && (isOpen ?? isIn));
}

function verdictOn(candidate: Candidate, collecting: Collecting, { isOld, now, isOpen }: Circumstances): Verdict {
  const { gallery } = collecting;
  const { kept } = candidate;
  const out = { gallery: gallery.id, isIn: false, onWeb: false, walls: [], ask: undefined };
  if (!kept || !isPublic(kept) || !isCollected(kept, collecting, isOpen)) return out;
  if (!hasStars(candidate, collecting, kept, now)) return out;
  const leave = leaveFor('stars', candidate);
  if (leave !== 'yes') return { ...out, ask: leave === 'unasked' ? 'stars' : undefined };
  const web = gallery.visibility === 'off' || kept.notes.restricted ? 'no' : leaveFor('web', candidate);
  return {
    gallery: gallery.id,
    isIn: true,
    onWeb: web === 'yes',
    walls: collecting.bindings.filter((wall) => hangsAt(wall, kept, collecting, isOld)).map(({ channel }) => channel),
    ask: web === 'unasked' ? 'web' : undefined,
  };
}

/** Made, there, and for everybody who reads where it was made. */
function isPublic({ state, removedAt, notes }: Kept): boolean {
  return state === 'done' && removedAt === undefined && !notes.private && !notes.unlisted;
}

function hasStars(candidate: Candidate, { gallery, isIn }: Collecting, kept: Kept, now: number): boolean {
  const { threshold, drops, ownStars, days } = gallery.rules;
  const stars = candidate.stars - (candidate.ownStar && !ownStars ? 1 : 0);
  if (isIn) return stars >= threshold || !drops;
  const age = now - (kept.endedAt ?? kept.orderedAt);
  return stars >= threshold && (threshold === 0 || days === undefined || age <= days * day);
}

/**
 * Whoever stars their own picture wants it to be seen, so there is nothing to ask. What its maker has answered for one
 * picture holds for that whatever they say of the others later, unless they want none of them to be seen.
 */
function leaveFor(ask: Ask, { consent, answers, ownStar }: Candidate): 'yes' | 'no' | 'unasked' {
  if (consent[ask] === 'never') return 'no';
  if (ask === 'stars' && ownStar) return 'yes';
  const answer = answers[ask];
  if (answer !== undefined) return answer ? 'yes' : 'no';
  return consent[ask] === 'open' ? 'yes' : 'unasked';
}

/** Not where everybody has it before them already, and nothing from behind an age restriction where there is none. */
function hangsAt(
  wall: Binding,
  { channel, notes, endedAt = 0 }: Kept,
  collecting: Collecting,
  isOld: boolean,
): boolean {
  const { gallery, isIn, hangs } = collecting;
  if (wall.look === 'none' || wall.channel === channel || wall.channel === notes.around) return false;
  if (notes.restricted && !wall.restricted) return false;
  if (hangs.includes(wall.channel)) return true;
  if (wall.trouble !== undefined || isOld) return false;
  // What stars have just brought in is news, however old it is.
  return endedAt >= wall.since || (!isIn && gallery.rules.threshold > 0);
}
