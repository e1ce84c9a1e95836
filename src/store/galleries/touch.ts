import type { Kysely } from 'kysely';
import { givenUp } from '../holding.ts';
import type { Tables } from '../tables.ts';

/** Who in this process waits for touches; other processes look for themselves. */
export interface Touches {
  /** To be called once a touch is committed. */
  tell(): void;
  onTouch(listener: () => void): () => void;
}

export function createTouches(): Touches {
  const listeners = new Set<() => void>();
  return {
    tell() {
      for (const listener of listeners) listener();
    },
    onTouch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Milliseconds for which what is done about many pictures at once lets everything else pass. */
const courtesy = 24 * 3_600_000;

/**
 * Has pictures looked at again, in the transaction that changes something about them. Whoever looks at one at that
 * moment keeps it, and finds out by its mark. `now`: milliseconds since 1970. `isMany`: they are some of many, so what
 * people do to single ones comes first.
 */
export async function touch(
  transaction: Kysely<Tables>,
  pictures: readonly number[],
  now: number,
  { isOld = false, isMany = isOld }: { readonly isOld?: boolean; readonly isMany?: boolean } = {},
): Promise<void> {
  if (pictures.length === 0) return;
  const at = isMany ? now + courtesy : now;
  // In order, so that two who touch the same ones do not wait for each other.
  const rows = pictures
    .toSorted((one, other) => one - other)
    .map((picture) => ({ picture, mark: now, is_old: isOld ? 1 : 0, at, lease_until: givenUp }));
  await transaction
    .insertInto('touched')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('picture').doUpdateSet(({ eb, ref }) => ({
        mark: eb('touched.mark', '+', 1),
        // Old only for as long as nothing else happens to it.
        is_old: eb('touched.is_old', '*', ref('excluded.is_old')),
        at: eb
          .case()
          .when('touched.at', '>', ref('excluded.at'))
          .then(ref('excluded.at'))
          .else(ref('touched.at'))
          .end(),
      })),
    )
    .execute();
}
