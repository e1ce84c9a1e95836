import { z } from 'zod';
import type { Command } from './command.ts';
import type { Settings } from './settings.ts';

/** What a server has an emoji do: call a command, or nothing (an empty name). */
export const emojiSetting = z.object({ command: z.string() });

/** As Unicode or Slack write it, without the sign that it is to be shown as an emoji, skin tone and colons. */
export function plainEmoji(emoji: string): string {
  return emoji
    .replace(/::skin-tone-\d/, '')
    .replace(/^:(.+):$/, '$1')
    .replace(/[\u{1F3FB}-\u{1F3FF}\u{FE0F}]/gu, '');
}

/**
 * The command that a reaction calls under a picture of ours: what the server has set, or else the command's own emoji.
 * `community` is unique over platforms. Throws Problem `storage_failed`.
 */
export async function meaningOf(
  emoji: string,
  community: string | undefined,
  { commands, settings }: { readonly commands: readonly Command[]; readonly settings: Settings },
): Promise<Command | undefined> {
  const name = plainEmoji(emoji);
  const set = community === undefined ? undefined : await settings.get({ owner: community, kind: 'emoji', name });
  const { data } = emojiSetting.safeParse(set?.value);
  if (data) return commands.find((command) => command.name === data.command);
  return commands.find(({ reaction }) => reaction && [plainEmoji(reaction.emoji), reaction.name].includes(name));
}
