import type { ExpressionBuilder, Selectable } from 'kysely';
import type { Hold, OpenInvocation, Reach } from '../../core/journal.ts';
import { givenUp, type Holding, lostBefore } from '../holding.ts';
import { isGone } from '../owner.ts';
import * as parse from '../parse.ts';
import type { Tables } from '../tables.ts';

type Call = Selectable<Tables['calls']>;

/** Takes over what nobody holds any more, in one statement, so that two processes never take the same. */
export async function takeUpOrphans(
  holding: Holding,
  held: ReadonlyMap<string, Hold>,
  limit: number,
  reach?: Reach,
): Promise<readonly OpenInvocation[]> {
  const { access, clock, owner, lease } = holding;
  const now = clock.now();
  const taken = await access.write(async (database) => {
    const open = database.selectFrom('calls').where('ended_at', 'is', null);
    const owners = await open.select('owner').distinct().execute();
    const orphaned = isOrphaned(lostBefore(holding), owners.map((row) => row.owner).filter(isGone), held, reach);
    return (
      database
        .updateTable('calls')
        .set(({ eb, case: when }) => ({
          owner,
          // What was given up in good order speaks for itself: its process did not die of it.
          attempt: when()
            .when('lease_until', '=', givenUp)
            .then(eb.ref('attempt'))
            .else(eb('attempt', '+', 1))
            .end(),
          lease_until: now + lease,
        }))
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
  const readable = new Set(opened.map(({ hold }) => hold.id));
  const unreadable = taken.filter(({ id }) => !readable.has(id)).map(({ id }) => id);
  if (unreadable.length > 0) await endUnreadable(holding, unreadable);
  return opened;
}

/** Nobody could ever run these, and they must not be in the way of the others. What fails is tried again after a lease. */
async function endUnreadable({ access, clock }: Holding, ids: readonly string[]): Promise<void> {
  const ending = { ended_at: clock.now(), ending: 'failed', reason: 'unreadable', address: '{}' };
  await access
    .run((database) => database.updateTable('calls').set(ending).where('id', 'in', ids).execute())
    .catch(() => undefined);
}

function isOrphaned(lost: number, gone: readonly string[], held: ReadonlyMap<string, Hold>, reach?: Reach) {
  return ({ eb }: ExpressionBuilder<Tables, 'calls'>) =>
    eb.and([
      eb('ended_at', 'is', null),
      // A list must not be empty: no owner and no id is ''.
      eb.or([eb('lease_until', '<=', lost), eb('owner', 'in', ['', ...gone])]),
      // What runs here is alive, whatever a clock that jumped says of its lease.
      eb('id', 'not in', ['', ...held.keys()]),
      ...(reach ? [isInReach(eb, reach)] : []),
    ]);
}

/** Ids begin with their platform. Nobody is kept from what is old: whoever comes first ends it. */
function isInReach(eb: ExpressionBuilder<Tables, 'calls'>, { platforms, acceptedBefore }: Reach) {
  const theirs = platforms.map((platform) => eb('id', 'like', `${platform}:%`));
  return eb.or([...theirs, eb('accepted_at', '<', acceptedBefore)]);
}

function open(row: Call): OpenInvocation | undefined {
  const invocation = parse.readable(parse.invocation, row.invocation);
  const address = parse.readable(parse.address, row.address);
  if (!invocation || !address) return undefined;
  const hold = { id: row.id, attempt: row.attempt };
  return { hold, invocation, address, acknowledged: row.acknowledged_at !== null };
}
