import type { Context } from '../../src/core/command.ts';
import { Problem } from '../../src/core/problem.ts';
import type { Reply } from '../../src/core/reply.ts';
import { mustAdminister } from '../mentions.ts';
import { wordsFor } from '../words/words.ts';
import { galleryHere } from './here.ts';
import type { GalleryCall } from './options.ts';
import { stateReply } from './state.ts';

/** Who sees a gallery on the web: administrators change it, everybody may look. */
export async function* web(given: GalleryCall, context: Context): AsyncGenerator<Reply, void, void> {
  const { invocation, galleries, webUrl } = context;
  const { gallery: words } = wordsFor(invocation.locale);
  const { visibility, revoke } = given;
  if (visibility !== undefined || revoke) mustAdminister(invocation);
  const { gallery } = await galleryHere(given, context);
  if (webUrl === undefined && visibility !== 'off') throw new Problem('web_unreachable', {});
  if (visibility !== undefined) await galleries.change(gallery.id, { visibility });
  const revoked = revoke ? await galleries.revoke(gallery.id) : undefined;
  const now = { ...gallery, ...revoked, visibility: visibility ?? gallery.visibility };
  const told = [revoked ? words.revoked : words.now, ...(now.visibility === 'off' ? [] : [words.webConsent])];
  yield await stateReply(now, told.join(' '), context);
}
