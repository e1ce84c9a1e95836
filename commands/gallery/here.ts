import type { Context } from '../../src/core/command.ts';
import type { Binding, Gallery } from '../../src/core/gallery.ts';
import { Problem } from '../../src/core/problem.ts';
import {
  channelHere,
  channelIn,
  channelKey,
  communityHere,
  isAdministrator,
  isHere,
  mustAdminister,
} from '../mentions.ts';

/** A gallery and the channel through which somebody speaks of it. */
export interface Bound {
  readonly gallery: Gallery;
  readonly binding: Binding;
}

type Named = { readonly to?: string | undefined };

/**
 * The gallery of the channel that is named, or of this one; for administrators who name none also the only one of the whole
 * place. Throws Problem `gallery_missing`, also for channels of other places, `channel_unknown`, or `administrators_only`
 * for another channel than this one, which not everybody need know of.
 */
export async function galleryHere(named: Named, context: Context): Promise<Bound> {
  return boundBy((await bindingOf(named, context)) ?? (await onlyBinding(named, context)), context);
}

/** The same for what is about that very channel. */
export async function galleryOfChannel(named: Named, context: Context): Promise<Bound> {
  return boundBy(await bindingOf(named, context), context);
}

async function boundBy(binding: Binding | undefined, { galleries }: Context): Promise<Bound> {
  const gallery = binding && (await galleries.find({ id: binding.gallery }));
  if (!binding || !gallery) throw new Problem('gallery_missing', {});
  return { gallery, binding };
}

async function bindingOf({ to }: Named, { invocation, galleries }: Context): Promise<Binding | undefined> {
  const channel = channelKey(to === undefined ? channelHere(invocation) : channelIn(to, invocation), invocation);
  if (!isHere(channel, invocation)) mustAdminister(invocation);
  const [bound] = await galleries.bindings({ channel });
  return bound?.community === communityHere(invocation) ? bound : undefined;
}

async function onlyBinding({ to }: Named, { invocation, galleries }: Context): Promise<Binding | undefined> {
  const community = communityHere(invocation);
  if (to !== undefined || community === undefined || !isAdministrator(invocation)) return undefined;
  const [first, ...others] = await galleries.bindings({ community });
  return others.every(({ gallery }) => gallery === first?.gallery) ? first : undefined;
}
