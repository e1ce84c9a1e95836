import type { PictureKey } from '../../core/lane.ts';
import { Problem } from '../../core/problem.ts';
import type { LaneParts } from './parts.ts';
import { close } from './settle.ts';
import { waiting } from './where.ts';

/** Takes a waiting picture out of line, or asks the process that paints it to stop. */
export async function cancelPicture(
  { access, clock }: LaneParts,
  { invocation, n }: PictureKey,
): Promise<'cancelled' | 'stopping' | 'over'> {
  return access.turn(async (turning) => {
    const { transaction, tell } = turning;
    const row = await transaction
      .selectFrom('pictures')
      .selectAll()
      .where('invocation', '=', invocation)
      .where('n', '=', n)
      .executeTakeFirst();
    if (row?.state === 'running') {
      await transaction.updateTable('pictures').set({ stop_asked: 1 }).where('id', '=', row.id).execute();
      tell({ kind: 'cancel', invocation, n });
      return 'stopping';
    }
    if (row?.state !== 'waiting') return 'over';
    await close(turning, row, { kind: 'cancelled', problem: new Problem('cancelled', {}), paid: false }, clock.now());
    // The person's later pictures move up, as if this one had never stood in line.
    if (row.started_at === null) {
      await transaction
        .updateTable('pictures')
        .set((later) => ({ round: later('round', '-', row.step) }))
        .where(waiting)
        .where('person', '=', row.person)
        .where('round', '>', row.round)
        .execute();
      await transaction
        .updateTable('people')
        .set((person) => ({ next_round: person('next_round', '-', row.step) }))
        .where('person', '=', row.person)
        .execute();
    }
    return 'cancelled';
  });
}
