import type { Context } from '../../src/core/command.ts';
import type { Look } from '../../src/core/gallery.ts';
import { Problem } from '../../src/core/problem.ts';
import { shorten } from '../../src/core/suggest.ts';
import type { Survey } from '../../src/core/wall.ts';
import { channelHere, channelIn, channelKey } from '../mentions.ts';
import type { Mode } from './options.ts';

/** A channel of the place where it was asked. */
export interface Surveyed {
  /** Unique over platforms. */
  readonly channel: string;
  /** As people call it. */
  readonly name: string;
  readonly survey: Survey;
}

/** Throws Problem `channel_unknown`, also for channels of other places, or `place_silent`. */
export async function surveyed(given: string | undefined, context: Context): Promise<Surveyed> {
  const { invocation } = context;
  const id = given === undefined ? channelHere(invocation) : channelIn(given, invocation);
  const unknown = () => new Problem('channel_unknown', { given: shorten(given ?? id) });
  const survey = await context.survey(id).catch((error: unknown) => {
    throw error instanceof Problem && error.code === 'place_unreachable' ? unknown() : error;
  });
  // Whoever runs one server has no say in another.
  if (survey.community === undefined || survey.community !== invocation.place.community) throw unknown();
  return { channel: channelKey(id, invocation), name: survey.name ?? `#${id}`, survey };
}

/** How pictures hang in each mode. */
const lookOf = { mirror: 'messages', starboard: 'messages', forum: 'posts', web: 'none' } as const satisfies Record<
  Mode,
  Look
>;

/**
 * How pictures are to hang in a channel; a forum can only be one. Throws Problem `forum_needed`, `forum_unfit` or
 * `wall_permissions_missing`.
 */
export function lookFor(mode: Mode, { name, survey }: Surveyed): Look {
  const look = lookOf[mode];
  if (look === 'none') return look;
  if (look !== survey.look) throw new Problem(look === 'posts' ? 'forum_needed' : 'forum_unfit', { channel: name });
  const { missing } = survey;
  if (missing.length > 0) throw new Problem('wall_permissions_missing', { channel: name, permissions: missing });
  return look;
}
