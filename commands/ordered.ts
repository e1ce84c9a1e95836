import type { Context } from '../src/core/command.ts';
import type { Wish } from '../src/core/generation.ts';
import { Problem } from '../src/core/problem.ts';

/** What a call has put in line, and whether it has done so before. */
export interface Ordered {
  readonly wishes: readonly Wish[];
  readonly begun: boolean;
}

/**
 * What a call wants to have painted. Run again after a kill, it wants what it has ordered already, whatever has become of
 * presets, lists, rules and parents since: that is paid for. Throws what `settle` throws for a call that has ordered
 * nothing.
 */
export async function orderedBy(
  { album, invocation }: Pick<Context, 'album' | 'invocation'>,
  settle: () => Promise<readonly Wish[]>,
): Promise<Ordered> {
  const before = await album.of(invocation.id);
  if (before.length === 0) return { wishes: await settle(), begun: false };
  const ordered = before.map(({ request, notes }): Wish => ({ request, notes }));
  try {
    // The process may have died before all of them were in line.
    const all = await settle();
    const known = new Map(before.map(({ n }, at) => [n, ordered[at]]));
    return { wishes: all.map((wish, n) => known.get(n) ?? wish), begun: true };
  } catch (error) {
    if (!(error instanceof Problem) || error.code === 'storage_failed') throw error;
    return { wishes: ordered, begun: true };
  }
}
