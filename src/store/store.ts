import { Kysely } from 'kysely';
import type { Album } from '../core/album.ts';
import { type Clock, systemClock } from '../core/clock.ts';
import type { Curation } from '../core/curation.ts';
import type { Galleries } from '../core/gallery.ts';
import type { Journal } from '../core/journal.ts';
import type { Lane, Load } from '../core/lane.ts';
import { Problem } from '../core/problem.ts';
import type { Settings } from '../core/settings.ts';
import { createAccess, explained } from './access.ts';
import { createAlbum } from './album/album.ts';
import type { Engine } from './engine.ts';
import { forgetBefore } from './forget.ts';
import { createCuration } from './galleries/curation.ts';
import { createGalleries } from './galleries/galleries.ts';
import { createTouches } from './galleries/touch.ts';
import { createJournal } from './journal/journal.ts';
import { createLane } from './lane/lane.ts';
import { readLoad } from './load.ts';
import { migrate } from './migrations.ts';
import { createNotices } from './notices.ts';
import { ownerName } from './owner.ts';
import { postgresEngine } from './postgres.ts';
import { createSettings } from './settings.ts';
import { sqliteEngine } from './sqlite.ts';
import type { Tables } from './tables.ts';

export interface Store {
  readonly journal: Journal;
  readonly lane: Lane;
  readonly album: Album;
  readonly settings: Settings;
  readonly galleries: Galleries;
  readonly curation: Curation;
  /** What there is to do, over all processes. Throws Problem `storage_failed`. */
  load(): Promise<Load>;
  /** Deletes invocations that ended without being lasting, and quota periods that were over before `moment`, in milliseconds since 1970. */
  forget(moment: number): Promise<void>;
  /** Gives up what is still held, so that another process takes it up at once, and hangs up. Takes about 2 s at most. */
  close(): Promise<void>;
}

export interface StoreOptions {
  /** `file:` and a path, or `postgres://…`. */
  readonly url: string;
  /** The one that all processes on the database agree on, unless a test moves its own. */
  readonly clock?: Clock;
  /** Who holds leases: this process unless a test plays several. */
  readonly owner?: string;
  /** Milliseconds that a process may be silent before its work is taken over. Renew at a third of it. */
  readonly lease?: number;
}

/** Milliseconds for saying goodbye: a network that has fallen silent would keep a process until it is killed. */
const patience = 2000;

/**
 * Opens the database, brings its tables up to date and holds it open. Throws Problem `storage_failed` with a hint for
 * the operator when it is damaged, read-only, away, or made by a newer Easel.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { url, owner = ownerName(), lease = 15_000 } = options;
  const engine = engineFor(url, options.clock ?? systemClock);
  const { clock = engine.clock } = options;
  const database = new Kysely<Tables>({ dialect: engine.dialect });
  try {
    await explained(engine, () => migrate(database, engine.lock));
  } catch (error) {
    await database.destroy();
    throw error;
  }
  const notices = createNotices(database, engine, clock);
  const access = createAccess(database, engine, notices, clock);
  const touches = createTouches();
  const holding = { access, clock, owner, lease, touches };
  const journal = createJournal(holding);
  const lane = createLane({ ...holding, notices });
  const galleries = { ...holding, engine: engine.galleries };
  const curation = createCuration(galleries);
  return {
    journal,
    lane,
    curation,
    album: createAlbum(holding),
    settings: createSettings(access),
    galleries: createGalleries(galleries),
    load: () => readLoad(access),
    forget: (moment) => forgetBefore(access, moment),
    async close() {
      const cutting = setInterval(engine.cut, patience);
      await Promise.allSettled([journal.release(), lane.release(), curation.release()]);
      await notices.close();
      await database.destroy();
      clearInterval(cutting);
    },
  };
}

function engineFor(url: string, clock: Clock): Engine {
  if (url.startsWith('file:')) return sqliteEngine(url);
  if (/^postgres(ql)?:\/\//.test(url)) return postgresEngine(url, clock);
  const hint = 'DATABASE_URL: must be file: and a path, or postgres://user:password@host:5432/easel';
  throw new Problem('storage_failed', {}, { hint });
}
