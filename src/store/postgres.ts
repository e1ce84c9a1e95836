import { Socket } from 'node:net';
import { PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { type Clock, systemClock } from '../core/clock.ts';
import { Problem } from '../core/problem.ts';
import type { Engine } from './engine.ts';
import { postgresSearch } from './galleries/postgres-search.ts';
import { compareClocks, sharedClock } from './postgres-clock.ts';
import { postgresWire } from './postgres-wire.ts';

/** Any number that no other program on the same database is likely to lock: "Easel" in ASCII. */
const migrationLock = 0x457361656c;

/**
 * Milliseconds without a word after which a connection is given up. The server keeps nobody waiting for longer than
 * `lock_timeout`; a packet to a machine that lost its power is sent again for a quarter of an hour.
 */
const longestSilence = 30_000;

/**
 * PostgreSQL 15 or newer, e.g. `postgres://easel@db.example.com/easel`. Connects when first used. `clock` paces the
 * listening; `silence` is in milliseconds.
 */
export function postgresEngine(url: string, clock: Clock, silence = longestSilence): Engine {
  const host = hostOf(url);
  const shared = sharedClock(systemClock);
  const sockets = new Set<Socket>();
  const options = {
    connectionString: url,
    application_name: 'easel',
    // A person is told within a platform's 3 seconds that the database is away.
    connectionTimeoutMillis: 2000,
    // A process that was stopped in the middle of a transaction must not hold up all the others.
    idle_in_transaction_session_timeout: 5000,
    lock_timeout: 10_000,
    types: { getTypeParser },
    stream() {
      const socket = mortalSocket(silence);
      sockets.add(socket);
      return socket.once('close', () => sockets.delete(socket));
    },
  };
  const compare = (client: pg.ClientBase) => compareClocks(client, shared);
  const pool = new pg.Pool({ ...options, max: 10, onConnect: compare });
  // A connection broke, idle or between two statements; the next query fails or opens another one.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    dialect: new PostgresDialect({ pool }),
    // It answers a commit when that is on the disk.
    flush: async () => undefined,
    cut() {
      for (const socket of sockets) socket.destroy(Object.assign(new Error('hung up'), { code: 'ECONNABORTED' }));
    },
    async lock(transaction) {
      await sql`select pg_advisory_xact_lock(${migrationLock})`.execute(transaction);
    },
    explain: (error) => explain(error, host),
    // It waits by itself; of two transactions that wait for each other it undoes one (deadlock_detected).
    isBusy: (error) => error instanceof pg.DatabaseError && error.code === '40P01',
    wire: postgresWire({ connect: () => new pg.Client(options), ask: compare, clock }),
    clock: shared,
    galleries: { search: postgresSearch, free: sql`for update skip locked` },
  };
}

function mortalSocket(silence: number): Socket {
  const socket = new Socket();
  return socket.setTimeout(silence, () => {
    socket.destroy(Object.assign(new Error('the database does not answer'), { code: 'ETIMEDOUT' }));
  });
}

/** INT8 (type 20) as a number: ids and milliseconds stay far below 2^53. */
function getTypeParser(type: number, format?: 'text' | 'binary'): (value: string) => unknown {
  return type === 20 ? Number : pg.types.getTypeParser(type, format);
}

/** The address without user and password. The error of a wrong one quotes it, so it is no cause. */
function hostOf(url: string): string {
  if (URL.canParse(url)) return new URL(url).host || 'the local socket';
  const hint = 'DATABASE_URL: must be an address such as postgres://user:password@host:5432/easel';
  throw new Problem('storage_failed', {}, { hint });
}

/** PostgreSQL: appendix A, error codes; the others are Node's. */
const advice: Readonly<Record<string, string>> = {
  '08P01': 'speaks another protocol',
  '25006': 'is read-only; point DATABASE_URL to the primary server',
  '25P03': 'ended a transaction in which this process stood still for 5 seconds',
  '28000': 'does not let this user in',
  '28P01': 'does not accept the user or the password',
  '3D000': 'has no database of that name; create it first',
  '42501': 'does not allow this user to create or write tables',
  '53100': 'has a full disk',
  '53300': 'has too many connections',
  '57P01': 'was shut down; Easel connects again by itself',
  '57P03': 'is starting up; Easel connects again by itself',
};

function explain(error: unknown, host: string): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = advice[code];
  if (known) return `DATABASE_URL: PostgreSQL at ${host} ${known}`;
  if (error instanceof pg.DatabaseError) return `DATABASE_URL: PostgreSQL at ${host} reported error ${code}`;
  // Broken connections have Node's codes, or none and one of these words from pg.
  const broken = code !== '' || /connect|terminated|not queryable/i.test(error.message);
  return broken ? `DATABASE_URL: PostgreSQL at ${host} cannot be reached${code && ` (${code})`}` : undefined;
}
