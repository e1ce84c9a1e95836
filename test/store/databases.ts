import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** A place for a database of its own, for one test. */
export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
}

/** An empty folder for an SQLite file; in memory where that is a folder, because each commit waits for its disk. */
export async function sqliteDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'easel-store-'));
  return {
    url: `file:${join(folder, 'easel.db')}`,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** An empty database on a PostgreSQL server: by default on the test run's. */
export async function postgresDatabase(address?: string): Promise<TestDatabase> {
  const server = address ?? (await serverOfRun());
  const name = `easel_${randomUUID().replaceAll('-', '')}`;
  await query(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, [Symbol.asyncDispose]: () => query(server, `drop database ${name} with (force)`) };
}

async function serverOfRun(): Promise<string> {
  // Not at the top: outside of a test run it cannot be loaded.
  const { inject } = await import('vitest');
  return (await fetch(inject('postgresDoor'))).text();
}

/** Makes a database that the store has opened once as good as new; making one takes ten times as long. */
export async function emptyPostgres(url: string): Promise<void> {
  const galleries = [
    'answers',
    'bindings',
    'entries',
    'exhibited',
    'galleries',
    'hangings',
    'reviews',
    'search',
    'stars',
  ];
  const others = ['calls', 'discarded', 'messages', 'people', 'pictures', 'settings', 'touched', 'usage', 'warnings'];
  const tables = [...galleries, ...others].map((table) => `delete from ${table};`).join(' ');
  const lane = 'turn = 0, serving = 0, next_start_at = 0, paused_until = 0, pause = 0';
  await query(url, `${tables} update lanes set ${lane}`);
}

/** Runs statements on a server, past the store. */
export async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
