import { subscribe } from 'node:diagnostics_channel';
import { z } from 'zod';
import type { Bot } from '../../../src/core/bot.ts';
import type { Images } from '../../../src/core/image.ts';
import type { Platform } from '../../../src/core/platform.ts';
import type { Surface } from '../../../src/core/surface.ts';
import type { Store } from '../../../src/store/store.ts';
import type { CrashPoint } from './points.ts';

/** Hears which point of whose life was reached: an invocation's id, or at least its platform. */
export type Reached = (point: CrashPoint, invocation: string) => void;

export function mortalStore({ journal, lane, ...store }: Store, reached: Reached): Store {
  return {
    ...store,
    journal: {
      ...journal,
      async accept(invocation, address) {
        const hold = await journal.accept(invocation, address);
        reached('accepted', invocation.id);
        return hold;
      },
      async acknowledged(hold) {
        const good = await journal.acknowledged(hold);
        reached('acknowledged', hold.id);
        return good;
      },
      async end(hold, ...how) {
        const good = await journal.end(hold, ...how);
        reached('closed', hold.id);
        return good;
      },
    },
    lane: {
      ...lane,
      async add(order, rules) {
        const added = await lane.add(order, rules);
        reached('queued', order.invocation);
        return added;
      },
      async claim(limits) {
        const turn = await lane.claim(limits);
        if (turn.kind === 'claimed') reached('claimed', turn.claim.invocation);
        return turn;
      },
      async settle(claim, outcome) {
        const good = await lane.settle(claim, outcome);
        reached('row written', claim.invocation);
        return good;
      },
    },
  };
}

/** `painting` says whose picture it is: one is painted at a time. */
export function mortalImages(images: Images, painting: () => string, reached: Reached): Images {
  return {
    ...images,
    async put(...picture) {
      reached('upstream answered', painting());
      const image = await images.put(...picture);
      reached('file written', painting());
      return image;
    },
  };
}

const answered = z.object({ request: z.object({ path: z.string(), headers: z.unknown() }) });

/** Both chats send picture files by an undici, each by another one; all of them tell here when they are answered. */
export function watchUploads(reached: Reached): void {
  subscribe('undici:request:headers', (message) => {
    const { path, headers } = answered.parse(message).request;
    const isMessage = /\/(webhooks|channels)\//.test(path);
    if (isMessage && String(headers).includes('multipart/form-data')) reached('uploaded', 'discord');
    if (path.includes('/upload/')) reached('uploaded', 'slack');
  });
}

export function mortalBot(bot: Bot, reached: Reached): Bot {
  return {
    ...bot,
    run: (invocation, surface) => bot.run(invocation, mortalSurface(surface, invocation.id, reached)),
    takeUp: (platforms) => bot.takeUp(platforms.map((platform) => mortalPlatform(platform, reached))),
  };
}

function mortalPlatform(platform: Platform, reached: Reached): Platform {
  return {
    ...platform,
    attach(invocation, ...from) {
      const surface = platform.attach(invocation, ...from);
      return surface && mortalSurface(surface, invocation.id, reached);
    },
  };
}

function mortalSurface(surface: Surface, invocation: string, reached: Reached): Surface {
  return {
    ...surface,
    async show(reply, signal) {
      await surface.show(reply, signal);
      if (reply.state !== 'working') reached('edited', invocation);
    },
  };
}
