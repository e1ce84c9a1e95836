import type { Ask } from '../../core/consent.ts';
import type { PictureKey } from '../../core/lane.ts';
import { named } from '../lane/where.ts';
import { idOfAsk } from './hangings.ts';
import type { GalleryParts } from './parts.ts';
import { review } from './review.ts';
import { touch } from './touch.ts';

/** Writes down what a maker answered, which closes the question. */
export async function writeAnswer(
  { access, clock, touches }: GalleryParts,
  { invocation, n }: PictureKey,
  ask: Ask,
  isFine: boolean,
): Promise<void> {
  const answer = { is_fine: isFine ? 1 : 0 };
  await access.write((database) =>
    database.transaction().execute(async (transaction) => {
      const row = await transaction
        .selectFrom('pictures')
        .select('id')
        .where('invocation', '=', invocation)
        .where('n', '=', n)
        .where(named)
        .executeTakeFirst();
      if (!row) return;
      await touch(transaction, [row.id], clock.now());
      await transaction
        .insertInto('answers')
        .values({ picture: row.id, ask, ...answer })
        .onConflict((conflict) => conflict.columns(['picture', 'ask']).doUpdateSet(answer))
        .execute();
      await transaction
        .updateTable('hangings')
        .set({ gone: 1, next_at: null })
        .where('id', '=', idOfAsk(ask, row.id))
        .execute();
    }),
  );
  touches.tell();
}

export async function reconsiderAll({ access, clock, touches }: GalleryParts, person: string): Promise<void> {
  await access.write((database) => review(database, 'person', person, { now: clock.now(), isOld: false }));
  touches.tell();
}
