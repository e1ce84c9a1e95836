import type { Context } from '../../src/core/command.ts';
import type { Reply } from '../../src/core/reply.ts';
import { mustAdminister } from '../mentions.ts';
import { wordsFor } from '../words/words.ts';
import { galleryOfChannel } from './here.ts';
import type { GalleryCall } from './options.ts';

/** Ends what a channel was bound to. It need not be there any more. */
export async function* unbind(given: GalleryCall, context: Context): AsyncGenerator<Reply, void, void> {
  const { gallery: words } = wordsFor(context.invocation.locale);
  mustAdminister(context.invocation);
  const { binding, gallery } = await galleryOfChannel(given, context);
  const bound = await context.galleries.bindings({ gallery: gallery.id });
  await context.galleries.unbind(binding.channel);
  const said = words.unbound(gallery.name);
  yield { state: 'done', whisper: true, text: bound.length > 1 ? said : `${said} ${words.ended}` };
}
