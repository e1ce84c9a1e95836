import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../test/store/postgres-server.ts';
import { startUpstream } from '../upstream.ts';
import { measureCost } from './cost.ts';
import { postgresOn, sqliteIn } from './databases.ts';
import { measurePickUp } from './pick-up.ts';
import { queueTable } from './row.ts';
import { measureThroughput } from './throughput.ts';

const startedAt = performance.now();
const folder = await mkdtemp(join(tmpdir(), 'easel-bench-'));
const [server, upstream] = await Promise.all([startPostgres(), startUpstream()]);
try {
  const kinds = [sqliteIn(folder), postgresOn(server.url)];
  const rows = [
    ...(await measureCost(kinds)),
    await measureThroughput(kinds, upstream),
    ...(await measurePickUp(kinds)),
  ];
  const machine = `Node.js ${process.version}, ${availableParallelism()} processors`;
  console.log(`${machine}, SQLite on ${folder}, PostgreSQL on loopback without waiting for its disk`);
  console.log(queueTable(rows));
  console.log(`${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
} finally {
  await Promise.all([server.close(), upstream.close()]);
  await rm(folder, { recursive: true, force: true });
}
