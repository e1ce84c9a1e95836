import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';

/** What the database holds of one call. */
export interface Entry {
  readonly ended: boolean;
  readonly reason: string | null;
  /** How often its picture was claimed. */
  readonly attempt: number;
  readonly painting: boolean;
}

const statement = `select calls.id as id, calls.invocation as invocation, ended_at, reason, pictures.attempt as attempt, state
  from calls left join pictures on pictures.invocation = calls.id where accepted_at >= `;

const row = z.object({
  invocation: z.string(),
  ended_at: z.coerce.number().nullable(),
  reason: z.string().nullable(),
  attempt: z.number().nullable(),
  state: z.string().nullable(),
});

const asked = z.object({
  input: z.union([
    z.object({ fields: z.object({ prompt: z.string() }) }).transform(({ fields }) => fields.prompt),
    z.object({ text: z.string() }).transform(({ text }) => text.replace(/ --.*/, '')),
  ]),
});

/**
 * Reads past the store what it holds while no process is running, by prompt: calls that were accepted since a moment, in
 * milliseconds since 1970.
 */
export async function readRecords(url: string, since: number): Promise<ReadonlyMap<string, Entry>> {
  const rows = z.array(row).parse(await (url.startsWith('file:') ? readFile(url, since) : readServer(url, since)));
  return new Map(
    rows.map(({ invocation, ended_at, reason, attempt, state }) => [
      asked.parse(JSON.parse(invocation)).input,
      { ended: ended_at !== null, reason, attempt: attempt ?? 0, painting: state === 'running' },
    ]),
  );
}

/** Reads a copy: whoever opens the file itself would do the next process's work of mending it after the kill. */
async function readFile(url: string, since: number): Promise<unknown> {
  const path = url.slice('file:'.length);
  const folder = await mkdtemp(join(dirname(path), 'copy-'));
  const copy = join(folder, 'copy.db');
  try {
    for (const end of ['', '-wal']) await copyFile(path + end, copy + end).catch(() => undefined);
    const database = new DatabaseSync(copy);
    const rows = database.prepare(statement + String(since)).all();
    database.close();
    return rows;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const others = `select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
  and backend_type = 'client backend'`;

/** Waits first until the server has noticed that its client is gone: it finishes what it was told before. */
async function readServer(url: string, since: number): Promise<unknown> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    while ((await client.query(others)).rows.length > 0) await setTimeout(5);
    return (await client.query(statement + String(since))).rows;
  } finally {
    await client.end();
  }
}
