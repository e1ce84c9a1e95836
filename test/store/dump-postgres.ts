import pg from 'pg';
import { z } from 'zod';

const line = z.object({ text: z.string() });

/** What `pg_dump` would write for tables such as ours, as statements that make them again in an empty database. */
export async function dumpPostgres(url: string): Promise<string> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const lines = async (query: string) => (await client.query(query)).rows.map((row) => line.parse(row).text);
    const statements = await lines(tables);
    for (const insert of await lines(inserts)) statements.push(...(await lines(insert)));
    statements.push(...(await lines(constraints)), ...(await lines(indexes)));
    return statements.map((statement) => `${statement};\n`).join('');
  } finally {
    await client.end();
  }
}

const columns = `from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' group by c.relname order by c.relname`;

const tables = `select format('create table %I (%s)', c.relname, string_agg(format('%I %s', a.attname,
  format_type(a.atttypid, a.atttypmod)) || case when a.attnotnull then ' not null' else '' end, ', ' order by a.attnum)) as text
  ${columns}`;

/** For each table a query that gives its rows as statements. */
const inserts = `select format('select format(%L, %s) as text from %I order by 1',
  format('insert into %I values (%s)', c.relname, string_agg('%L', ', ' order by a.attnum)),
  string_agg(format('%I', a.attname), ', ' order by a.attnum), c.relname) as text ${columns}`;

const constraints = `select format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as text
  from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n' order by conname`;

const indexes = `select indexdef as text from pg_indexes where schemaname = 'public'
  and indexname not in (select conname from pg_constraint) order by indexname`;
