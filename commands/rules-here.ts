import { type ChannelRules, channelRules, rulesKey } from '../src/core/channel-rules.ts';
import type { Context } from '../src/core/command.ts';
import type { Notes } from '../src/core/generation.ts';
import { accountable } from '../src/core/invocation.ts';
import { Problem } from '../src/core/problem.ts';

/** What has been set for a channel. */
export async function rulesOf(channel: string, { settings }: Pick<Context, 'settings'>): Promise<ChannelRules> {
  return channelRules.safeParse((await settings.get(rulesKey(channel)))?.value).data ?? {};
}

/** What holds where a call was made. The platform's own age restriction cannot be turned off. */
export async function rulesHere(context: Context): Promise<Required<ChannelRules>> {
  const { platform, parent, restricted } = context.invocation.place;
  const { channel } = accountable(context.invocation);
  // A thread keeps to what holds around it.
  const places = parent === undefined ? [channel] : [channel, `${platform}:${parent}`];
  const set = await Promise.all(places.map((place) => rulesOf(place, context)));
  return {
    pictures: set.every(({ pictures = true }) => pictures),
    spoiler: set.some(({ spoiler }) => spoiler),
    restricted: restricted === true || set.some((rules) => rules.restricted),
  };
}

/**
 * What a picture that is made here has to keep to. Where nobody knows who is let in, it is kept from other channels, too.
 * Throws Problem `pictures_off_here`.
 */
export async function notesHere(
  context: Context,
): Promise<Pick<Notes, 'spoiler' | 'restricted' | 'unlisted' | 'around'>> {
  const { pictures, spoiler, restricted } = await rulesHere(context);
  if (!pictures) throw new Problem('pictures_off_here', {});
  const { direct: unlisted, restricted: told, platform, parent, closed } = context.invocation.place;
  const isKept = restricted || told === 'unknown';
  return {
    ...(spoiler && { spoiler }),
    ...(isKept && { restricted: true }),
    ...(unlisted && { unlisted }),
    // What is made in a thread that not everybody reads is none of its channel's pictures.
    ...(parent !== undefined && !closed && { around: `${platform}:${parent}` }),
  };
}
