import type { Bot } from '../../core/bot.ts';
import { once, untold } from './heard.ts';
import { readLinkShared, unfurling } from './link-shared.ts';
import type { People } from './people.ts';
import { createSurface, nothingYet, type SurfaceParts } from './surface.ts';

export interface LinkParts extends SurfaceParts {
  readonly publicUrl?: string | undefined;
}

/**
 * Shows what links lead to that people post, as far as they are to pictures of our own web galleries at `publicUrl`.
 * Acknowledges once they are written down.
 */
export function createLinks(bot: Bot, people: People, { publicUrl, ...parts }: LinkParts) {
  const isKnown = bot.commands.some(({ name }) => name === unfurling);

  return async (body: unknown, ack: () => Promise<void>): Promise<void> => {
    const shared = publicUrl !== undefined && isKnown ? readLinkShared(body, publicUrl, parts.clock.now()) : undefined;
    if (!shared) return ack();
    const hear = once(() => ack().catch(() => undefined));
    const acknowledge = () => hear().then(untold);
    await Promise.all(
      shared.pictures.map(async ({ call: asked, link }) => {
        const call = await people.complete(asked, shared.asker);
        const aside = { responseUrl: '', pressed: false, unfurl: link };
        await bot.run(call, createSurface(parts, call, aside, nothingYet(), acknowledge));
      }),
    );
    await hear();
  };
}
