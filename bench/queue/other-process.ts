import { openStore } from '../../src/store/store.ts';
import { startPainter } from './worker.ts';

// Paints for one person and tells its parent when it begins, by the machine's monotonic clock in nanoseconds.

const [url = '', person = ''] = process.argv.slice(2);
const store = await openStore({ url });
const painter = startPainter(store.lane, person, () => process.send?.(String(process.hrtime.bigint())));
process.send?.('ready');
process.once('disconnect', async () => {
  await painter.close(0);
  await store.close();
});
