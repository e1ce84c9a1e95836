import { type DatabaseConnection, type Dialect, Kysely } from 'kysely';
import type { Album } from '../../src/core/album.ts';
import type { Clock } from '../../src/core/clock.ts';
import type { Curation } from '../../src/core/curation.ts';
import type { Galleries } from '../../src/core/gallery.ts';
import type { Journal } from '../../src/core/journal.ts';
import type { Lane } from '../../src/core/lane.ts';
import type { Settings } from '../../src/core/settings.ts';
import { createAccess } from '../../src/store/access.ts';
import { createAlbum } from '../../src/store/album/album.ts';
import type { Engine } from '../../src/store/engine.ts';
import { createCuration } from '../../src/store/galleries/curation.ts';
import { createGalleries } from '../../src/store/galleries/galleries.ts';
import { createTouches } from '../../src/store/galleries/touch.ts';
import { createJournal } from '../../src/store/journal/journal.ts';
import { createLane } from '../../src/store/lane/lane.ts';
import { createNotices } from '../../src/store/notices.ts';
import { postgresEngine } from '../../src/store/postgres.ts';
import { createSettings } from '../../src/store/settings.ts';
import { sqliteEngine } from '../../src/store/sqlite.ts';
import { openStore } from '../../src/store/store.ts';
import type { Tables } from '../../src/store/tables.ts';
import { galleryOf } from '../fakes/galleries.ts';
import { emptyPostgres, sqliteDatabase } from './databases.ts';
import { startSilentProxy } from './silent-proxy.ts';

/** A process whose database does what it is told, but whose answer can be lost. */
export interface LossyStore extends AsyncDisposable {
  readonly url: string;
  readonly journal: Journal;
  readonly lane: Lane;
  readonly album: Album;
  readonly settings: Settings;
  readonly galleries: Galleries;
  readonly curation: Curation;
  /** A gallery of everything with an id of the test's own. */
  openGallery(id: string): Promise<void>;
  /** Loses the answer to the next statement that is on its own and begins so; `commit`: to the next transaction. */
  lose(words: string): void;
  /** Whether an answer was lost. */
  readonly lost: () => boolean;
  /** Every row in the database as JSON, in no order of its own. */
  dump(): Promise<Readonly<Record<string, readonly string[]>>>;
  /** Gives up what is held, like a store that closes. */
  release(): Promise<void>;
}

const tables = [
  ...(['calls', 'discarded', 'lanes', 'messages', 'people', 'pictures'] as const),
  ...(['settings', 'usage', 'warnings', 'stars', 'answers', 'galleries', 'bindings', 'entries'] as const),
  ...(['hangings', 'exhibited', 'reviews', 'touched'] as const),
];

function build(engine: Engine, clock: Clock) {
  const database = new Kysely<Tables>({ dialect: engine.dialect });
  const notices = createNotices(database, { ...engine, wire: undefined }, clock);
  const access = createAccess(database, engine, notices, clock);
  const holding = { access, clock, owner: 'me', lease: 15_000, touches: createTouches(), engine: engine.galleries };
  const [journal, lane] = [createJournal(holding), createLane({ ...holding, notices })];
  return {
    journal,
    lane,
    album: createAlbum(holding),
    settings: createSettings(access),
    galleries: createGalleries(holding),
    curation: createCuration(holding),
    async openGallery(id: string) {
      const { code, address, name, visibility } = galleryOf();
      const rules = { threshold: 0, drops: 1, own_stars: 1, days: null };
      await database
        .insertInto('galleries')
        .values({ id, code, address, name, visibility, ...rules })
        .execute();
    },
    async dump() {
      const rowsOf = (table: (typeof tables)[number]) => database.selectFrom(table).selectAll().execute();
      const all = await Promise.all(tables.map(async (table) => [table, await rowsOf(table)] as const));
      return Object.fromEntries(all.map(([table, rows]) => [table, rows.map((row) => JSON.stringify(row)).sort()]));
    },
    async release() {
      await Promise.all([journal.release(), lane.release()]);
    },
    async close() {
      await notices.close();
      await database.destroy();
    },
  };
}

/** On SQLite a disk that fails after the statement was written. */
export async function lossySqlite(clock: Clock): Promise<LossyStore> {
  const file = await sqliteDatabase();
  await (await openStore({ url: file.url, clock })).close();
  let [losing, lost] = ['', false];
  const engine = sqliteEngine(file.url);
  const dialect = lossyDialect(engine.dialect, (statement) => {
    if (losing === '' || !statement.startsWith(losing)) return;
    [losing, lost] = ['', true];
    throw Object.assign(new Error('disk I/O error'), { errcode: 10 });
  });
  const { close, ...parts } = build({ ...engine, dialect }, clock);
  return {
    ...parts,
    url: file.url,
    lose(words) {
      [losing, lost] = [words, false];
    },
    lost: () => lost,
    async [Symbol.asyncDispose]() {
      await close();
      await file[Symbol.asyncDispose]();
    },
  };
}

/** On SQLite a disk that fails when what was written has to reach it. */
export async function lossyDisk(clock: Clock): Promise<LossyStore> {
  const file = await sqliteDatabase();
  await (await openStore({ url: file.url, clock })).close();
  let [losing, lost] = [false, false];
  const engine = sqliteEngine(file.url);
  async function flush() {
    if (!losing) return engine.flush();
    [losing, lost] = [false, true];
    throw Object.assign(new Error('disk I/O error'), { errcode: 10 });
  }
  const { close, ...parts } = build({ ...engine, flush }, clock);
  return {
    ...parts,
    url: file.url,
    lose() {
      [losing, lost] = [true, false];
    },
    lost: () => lost,
    async [Symbol.asyncDispose]() {
      await close();
      await file[Symbol.asyncDispose]();
    },
  };
}

/** On PostgreSQL a network that is cut. The database at this address is emptied. */
export async function lossyPostgres(clock: Clock, url: string): Promise<LossyStore> {
  await emptyPostgres(url);
  const proxy = await startSilentProxy(url);
  const { close, ...parts } = build(postgresEngine(proxy.url, clock), clock);
  let before = 0;
  return {
    ...parts,
    url,
    lose(words) {
      before = proxy.cuts();
      proxy.cutAfter(words);
    },
    lost: () => proxy.cuts() > before,
    async [Symbol.asyncDispose]() {
      await close();
      await proxy[Symbol.asyncDispose]();
    },
  };
}

/** `after` hears every statement once it is done, and may throw. */
function lossyDialect(dialect: Dialect, after: (statement: string) => void): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (database) => dialect.createIntrospector(database),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver() {
      const driver = dialect.createDriver();
      const originals = new Map<DatabaseConnection, DatabaseConnection>();
      const original = (connection: DatabaseConnection) => originals.get(connection) ?? connection;
      return {
        init: () => driver.init(),
        destroy: () => driver.destroy(),
        async acquireConnection() {
          const connection = await driver.acquireConnection();
          const lossy: DatabaseConnection = {
            async executeQuery(query) {
              const result = await connection.executeQuery<never>(query);
              after(query.sql);
              return result;
            },
            streamQuery: (...all) => connection.streamQuery(...all),
          };
          originals.set(lossy, connection);
          return lossy;
        },
        beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings),
        commitTransaction: (connection) => driver.commitTransaction(connection),
        rollbackTransaction: (connection) => driver.rollbackTransaction(connection),
        releaseConnection: (connection) => driver.releaseConnection(original(connection)),
      };
    },
  };
}
