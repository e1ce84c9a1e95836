import { readConfig } from '../../../src/config.ts';
import { startEasel } from '../../../src/easel.ts';
import { openStorage, startEngine } from '../../../src/engine.ts';
import { createLog } from '../../../src/log.ts';
import { mortalBot, mortalImages, mortalStore, type Reached, watchUploads } from './mortal.ts';
import { type CrashOrder, crashOrder } from './points.ts';

// The whole program, except that it kills itself where the test says: at once by CRASH_AT, later by a message.

let order: CrashOrder | undefined;
let passes = 0;
/** The call whose picture was claimed last. */
let painting = '';
const acceptedSince = new Set<string>();

const reached: Reached = (point, invocation) => {
  if (point === 'claimed') painting = invocation;
  if (!order) return;
  if (point === 'accepted') acceptedSince.add(invocation);
  const counts = !order.fresh || acceptedSince.has(invocation) || !invocation.includes(':');
  if (point !== order.point || !counts || !invocation.startsWith(order.platform ?? '')) return;
  if (passes++ >= order.passes) process.kill(process.pid, 'SIGKILL');
};

const orderAtStart = process.env['CRASH_AT'];
if (orderAtStart) order = crashOrder.parse(JSON.parse(orderAtStart));
watchUploads(reached);
const config = readConfig(process.env);
const log = createLog(config.LOG_LEVEL);
const { store, images } = await openStorage(config);
const engine = await startEngine(config, log, 'service', {
  store: mortalStore(store, reached),
  images: mortalImages(images, () => painting, reached),
});
const easel = await startEasel(config, log, { ...engine, bot: mortalBot(engine.bot, reached) });
process.on('message', (message) => {
  order = crashOrder.parse(message);
  process.send?.('armed');
});
process.on('SIGTERM', async () => {
  await easel.close();
  process.exit(0);
});
// A test that ends early takes its child with it.
process.on('disconnect', () => process.exit(1));
log.info({ platforms: easel.platforms }, 'ready');
