import type { Words } from '../words/words.ts';

/** Why nothing can be hung in a channel and what to do, by the code that was noted of it. */
export function troubleText(code: string, { gallery: { troubles } }: Words): string {
  switch (code) {
    case 'place_unreachable':
    case 'channel_unknown':
    case 'not_in_channel':
      return troubles.gone;
    case 'permission_missing':
    case 'wall_permissions_missing':
      return troubles.permissions;
    case 'forum_needed':
    case 'forum_unfit':
      return troubles.forum;
    default:
      return troubles.other;
  }
}
