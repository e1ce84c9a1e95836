import { z } from 'zod';
import type { Context } from '../src/core/command.ts';
import { accountable } from '../src/core/invocation.ts';
import { Problem } from '../src/core/problem.ts';

/** What an administrator has set for a channel. Missing: as everywhere. */
export const channelRules = z.object({
  pictures: z.boolean().optional(),
  spoiler: z.boolean().optional(),
  restricted: z.boolean().optional(),
});

export type ChannelRules = z.output<typeof channelRules>;

/** Where a channel's rules are kept, by its id, which is unique over platforms. */
export function rulesKey(channel: string) {
  return { owner: channel, kind: 'rule', name: 'channel' } as const;
}

/** What has been set for a channel. */
export async function rulesOf(channel: string, { settings }: Pick<Context, 'settings'>): Promise<ChannelRules> {
  return channelRules.safeParse((await settings.get(rulesKey(channel)))?.value).data ?? {};
}

/** What holds where a call was made. The platform's own age restriction cannot be turned off. */
export async function rulesHere(context: Context): Promise<Required<ChannelRules>> {
  const set = await rulesOf(accountable(context.invocation).channel, context);
  return {
    pictures: set.pictures ?? true,
    spoiler: set.spoiler ?? false,
    restricted: (context.invocation.place.restricted || set.restricted) ?? false,
  };
}

/** What a picture that is made here has to keep to. Throws Problem `pictures_off_here`. */
export async function notesHere(context: Context): Promise<{ spoiler?: boolean; restricted?: boolean }> {
  const { pictures, spoiler, restricted } = await rulesHere(context);
  if (!pictures) throw new Problem('pictures_off_here', {});
  return { ...(spoiler && { spoiler }), ...(restricted && { restricted }) };
}
