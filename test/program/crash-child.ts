import { subscribe } from 'node:diagnostics_channel';
import { z } from 'zod';
import { readConfig } from '../../src/config.ts';
import type { Bot } from '../../src/core/bot.ts';
import type { Images } from '../../src/core/image.ts';
import type { Surface } from '../../src/core/surface.ts';
import { startEasel } from '../../src/easel.ts';
import { openStorage, startEngine } from '../../src/engine.ts';
import { createLog } from '../../src/log.ts';
import type { Store } from '../../src/store/store.ts';
import { type CrashOrder, type CrashPoint, crashOrder } from './crash-points.ts';

// The whole program, except that it kills itself where the test says.

let armed: CrashOrder | undefined;
/** The call whose picture was claimed last; one is painted at a time. */
let painting = '';

function reached(point: CrashPoint, invocation: string): void {
  if (armed?.point === point && invocation.startsWith(armed.platform)) process.kill(process.pid, 'SIGKILL');
}

function mortalStore({ journal, lane, ...store }: Store): Store {
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
        if (turn.kind === 'claimed') painting = turn.claim.invocation;
        if (turn.kind === 'claimed') reached('claimed', painting);
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

function mortalImages(images: Images): Images {
  return {
    ...images,
    async put(...picture) {
      reached('upstream answered', painting);
      const image = await images.put(...picture);
      reached('file written', painting);
      return image;
    },
  };
}

const answered = z.object({ request: z.object({ path: z.string(), headers: z.unknown() }) });

/** Both chats send picture files by an undici, each by another one; all of them tell here when they are answered. */
subscribe('undici:request:headers', (message) => {
  const { path, headers } = answered.parse(message).request;
  if (path.includes('/webhooks/') && String(headers).includes('multipart/form-data')) reached('uploaded', 'discord');
  if (path.includes('/upload/')) reached('uploaded', 'slack');
});

function mortalSurface(surface: Surface, invocation: string): Surface {
  return {
    ...surface,
    async show(reply, signal) {
      await surface.show(reply, signal);
      if (reply.state !== 'working') reached('edited', invocation);
    },
  };
}

function mortalBot(bot: Bot): Bot {
  return { ...bot, run: (invocation, surface) => bot.run(invocation, mortalSurface(surface, invocation.id)) };
}

const config = readConfig(process.env);
const log = createLog(config.LOG_LEVEL);
const { store, images } = await openStorage(config);
const storage = { store: mortalStore(store), images: mortalImages(images) };
const engine = await startEngine(config, log, 'service', storage);
const easel = await startEasel(config, log, { ...engine, bot: mortalBot(engine.bot) });
process.on('message', (message) => {
  armed = crashOrder.parse(message);
  process.send?.('armed');
});
process.on('SIGTERM', async () => {
  await easel.close();
  process.exit(0);
});
// A test that ends early takes its child with it.
process.on('disconnect', () => process.exit(1));
process.send?.('ready');
