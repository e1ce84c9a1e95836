import { z } from 'zod';
import type { Context } from '../src/core/command.ts';
import { Problem } from '../src/core/problem.ts';
import type { Setting } from '../src/core/settings.ts';
import { nearest, shorten } from '../src/core/suggest.ts';
import { ownerHere } from './kept.ts';

/** As it is kept, beside its maker. */
const wordList = z.object({ words: z.array(z.string()) });

/** The words of a list; none for what no Easel of this version wrote. */
export function wordsOf({ value }: Setting): readonly string[] {
  return wordList.safeParse(value).data?.words ?? [];
}

/**
 * Finds lists by their `nameOf`: all of them with one look into the store, and none when none is named. Throws `list_unknown`, with
 * the name that was probably meant.
 */
export async function findLists(
  names: readonly string[],
  { invocation, settings }: Pick<Context, 'invocation' | 'settings'>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (names.length === 0) return new Map();
  const kept = await settings.list(ownerHere(invocation), 'list');
  const lists = new Map(kept.map((each) => [each.name, wordsOf(each)]));
  return new Map(
    names.map((name) => {
      const words = lists.get(name);
      if (!words?.length)
        throw new Problem('list_unknown', { given: shorten(name), suggestion: nearest(name, [...lists.keys()]) });
      return [name, words] as const;
    }),
  );
}
