import type { OpenPicture, Whose } from '../../core/lane.ts';
import type { Access } from '../access.ts';
import { running, waiting } from './where.ts';

/** What waits or is being painted of one invocation or person, oldest first. */
export async function openPictures(access: Access, whose: Whose): Promise<readonly OpenPicture[]> {
  const [column, value] =
    'invocation' in whose ? (['invocation', whose.invocation] as const) : (['person', whose.person] as const);
  const rows = await access.run((database) => {
    const theirs = database
      .selectFrom('pictures')
      .select(['id', 'invocation', 'n', 'person', 'ordered_at'])
      .where(column, '=', value);
    return theirs.where(waiting).unionAll(theirs.where(running)).orderBy('id').execute();
  });
  return rows.map(({ invocation, n, person, ordered_at }) => ({ invocation, n, person, orderedAt: ordered_at }));
}
