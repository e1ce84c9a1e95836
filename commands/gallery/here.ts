import type { Context } from '../../src/core/command.ts';
import type { Binding, Gallery } from '../../src/core/gallery.ts';
import { Problem } from '../../src/core/problem.ts';
import { channelHere, channelIn, channelKey, communityHere, isAdministrator } from '../mentions.ts';

/** A gallery and the channel through which somebody speaks of it. */
export interface Bound {
  readonly gallery: Gallery;
  readonly binding: Binding;
}

/**
 * The gallery of the channel that is named, or of this one; for administrators also the only one of the whole place. Throws
 * Problem `gallery_missing`, also for channels of other places, or `channel_unknown`.
 */
export async function galleryHere({ to }: { readonly to?: string | undefined }, context: Context): Promise<Bound> {
  const binding = await bindingHere(to, context);
  const gallery = binding && (await context.galleries.find({ id: binding.gallery }));
  if (!binding || !gallery) throw new Problem('gallery_missing', {});
  return { gallery, binding };
}

async function bindingHere(to: string | undefined, { invocation, galleries }: Context): Promise<Binding | undefined> {
  const community = communityHere(invocation);
  if (community === undefined) return undefined;
  const channel = channelKey(to === undefined ? channelHere(invocation) : channelIn(to, invocation), invocation);
  const [bound] = await galleries.bindings({ channel });
  if (bound) return bound.community === community ? bound : undefined;
  if (to !== undefined || !isAdministrator(invocation)) return undefined;
  const all = await galleries.bindings({ community });
  return all.every(({ gallery }) => gallery === all[0]?.gallery) ? all[0] : undefined;
}
