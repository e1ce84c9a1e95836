import { sql } from 'kysely';
import type { Invocation } from '../../core/invocation.ts';
import type { Access } from '../access.ts';
import * as parse from '../parse.ts';

/** Written so that the index applies, which holds nothing but these. */
const open = sql<boolean>`ended_at is null`;

/** The newest open call that came from a reaction. */
export async function invocationBegunBy(access: Access, gesture: string): Promise<string | undefined> {
  const row = await access.run((database) =>
    database
      .selectFrom('calls')
      .select('id')
      .where('gesture', '=', gesture)
      .where(open)
      .orderBy('accepted_at', 'desc')
      .limit(1)
      .executeTakeFirst(),
  );
  return row?.id;
}

/** Undefined also for what nobody can read: it could not be asked again either. */
export async function recallCall(access: Access, id: string): Promise<Invocation | undefined> {
  const row = await access.run((database) =>
    database.selectFrom('calls').select('invocation').where('id', '=', id).executeTakeFirst(),
  );
  return row && parse.readable(parse.invocation, row.invocation);
}
