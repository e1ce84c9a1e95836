import type { ExpressionBuilder, Selectable } from 'kysely';
import type { Hold, OpenInvocation } from '../../core/journal.ts';
import { type Holding, lostBefore } from '../holding.ts';
import { isGone } from '../owner.ts';
import * as parse from '../parse.ts';
import type { Tables } from '../tables.ts';

type Call = Selectable<Tables['calls']>;

/** Takes over what nobody holds any more, in one statement, so that two processes never take the same. */
export async function takeUpOrphans(
  holding: Holding,
  held: Map<string, Hold>,
  limit: number,
): Promise<readonly OpenInvocation[]> {
  const { access, clock, owner, lease } = holding;
  const now = clock.now();
  const taken = await access.run(async (database) => {
    const open = database.selectFrom('calls').where('ended_at', 'is', null);
    const owners = await open.select('owner').distinct().execute();
    const orphaned = isOrphaned(lostBefore(holding), owners.map((row) => row.owner).filter(isGone), held);
    return (
      database
        .updateTable('calls')
        .set((row) => ({ owner, attempt: row('attempt', '+', 1), lease_until: now + lease }))
        .where('id', 'in', (row) =>
          row.selectFrom('calls').select('id').where(orphaned).orderBy('accepted_at').limit(limit),
        )
        // Once more, because PostgreSQL looks at this again after waiting for another process that took the row.
        .where(orphaned)
        .returningAll()
        .execute()
    );
  });
  const opened = taken.sort((a, b) => a.accepted_at - b.accepted_at).flatMap((row) => open(row) ?? []);
  for (const { hold } of opened) held.set(hold.id, hold);
  const unreadable = taken.filter(({ id }) => !held.has(id)).map(({ id }) => id);
  if (unreadable.length > 0) await endUnreadable(holding, unreadable);
  await access.flush();
  return opened;
}

/** Nobody could ever run these, and they must not be in the way of the others. */
async function endUnreadable({ access, clock }: Holding, ids: readonly string[]): Promise<void> {
  const ending = { ended_at: clock.now(), ending: 'failed', reason: 'unreadable' };
  await access.run((database) => database.updateTable('calls').set(ending).where('id', 'in', ids).execute());
}

function isOrphaned(lost: number, gone: readonly string[], held: ReadonlyMap<string, Hold>) {
  return ({ eb }: ExpressionBuilder<Tables, 'calls'>) =>
    eb.and([
      eb('ended_at', 'is', null),
      // A list must not be empty: no owner and no id is ''.
      eb.or([eb('lease_until', '<=', lost), eb('owner', 'in', ['', ...gone])]),
      // What runs here is alive, whatever a clock that jumped says of its lease.
      eb('id', 'not in', ['', ...held.keys()]),
    ]);
}

function open(row: Call): OpenInvocation | undefined {
  const invocation = parse.readable(parse.invocation, row.invocation);
  const address = parse.readable(parse.address, row.address);
  if (!invocation || !address) return undefined;
  const hold = { id: row.id, attempt: row.attempt };
  return { hold, invocation, address, acknowledged: row.acknowledged_at !== null };
}
