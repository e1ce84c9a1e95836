import { command } from '../src/core/command.ts';
import { bind } from './gallery/bind.ts';
import { browse } from './gallery/browse.ts';
import { exhibition } from './gallery/exhibition.ts';
import { info } from './gallery/info.ts';
import { meantBy } from './gallery/meant.ts';
import { zonesLike } from './gallery/moment.ts';
import { galleryOptions } from './gallery/options.ts';
import { changeRules } from './gallery/rules.ts';
import { unbind } from './gallery/unbind.ts';
import { web } from './gallery/web.ts';
import { communityHere } from './mentions.ts';
import { suggestStyles } from './suggestions.ts';
import { manuals, wordsFor } from './words/words.ts';

const actions = { bind, unbind, info, rules: changeRules, web, exhibition };

/** Pictures of a channel to look through, and what makes a channel a gallery. */
export const gallery = command({
  name: 'gallery',
  everyday: true,
  manuals: manuals((words) => words.gallery),
  options: galleryOptions,
  suggest: {
    style: suggestStyles,
    zone: async (typed) => zonesLike(typed).map((zone) => ({ label: zone, value: zone })),
  },
  async *run(given, context) {
    const { action, ...meant } = meantBy(given);
    const community = communityHere(context.invocation);
    if (action === 'browse') yield* browse(meant, context);
    else if (community === undefined) {
      yield { state: 'done', whisper: true, text: wordsFor(context.invocation.locale).gallery.nowhere };
    } else yield* actions[action](meant, context, community);
  },
});
