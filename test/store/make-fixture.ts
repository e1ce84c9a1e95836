import { writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { Problem } from '../../src/core/problem.ts';
import { schemaVersion } from '../../src/store/migrations.ts';
import { openStore } from '../../src/store/store.ts';
import { generationOf, requestForTests } from '../fakes/generation.ts';
import { invocationOf } from '../fakes/invocation.ts';
import { dumpPostgres } from './dump-postgres.ts';
import { jumpingClock } from './jumping-clock.ts';
import { claimed, freely, orderOf } from './orders.ts';
import { startPostgres } from './postgres-server.ts';

// Writes test/store/fixtures/version-N.db and version-N.sql, databases of today's version as a bot in use would leave
// them. Run it once before adding a migration, with `npx node test/store/make-fixture.ts`; the files of released versions
// stay as they are.

async function fill(url: string): Promise<void> {
  const store = await openStore({ url, clock: jumpingClock(), owner: 'fixture' });
  for (const id of ['answered', 'open']) {
    await store.journal.accept(invocationOf('a fox', { id }), { platform: 'discord', message: id });
  }
  await store.journal.end({ id: 'answered', attempt: 1 }, 'answered');
  const shown = await store.journal.accept(invocationOf('a fox', { id: 'done' }), { platform: 'discord' });
  if (!shown) throw new Error('not accepted');
  await store.journal.move(shown, { platform: 'discord', message: '5' }, 'discord:5');
  await store.journal.end(shown, 'answered');
  for (const invocation of ['done', 'failed', 'running', 'waiting']) {
    await store.lane.add(orderOf(invocation, { person: invocation }), freely);
  }
  await store.lane.settle(await claimed(store.lane), { kind: 'done', generation: generationOf(requestForTests) });
  const problem = new Problem('service_timeout', { seconds: 120 });
  await store.lane.settle(await claimed(store.lane), { kind: 'failed', problem, paid: false });
  await claimed(store.lane);
  await store.close();
}

const path = `test/store/fixtures/version-${schemaVersion}`;
await fill(`file:${path}.db`);
// One file without a log beside it.
const database = new DatabaseSync(`${path}.db`);
database.exec('pragma journal_mode = delete');
database.exec('vacuum');
database.close();

const server = await startPostgres();
await fill(server.url);
await writeFile(`${path}.sql`, await dumpPostgres(server.url));
await server.close();
