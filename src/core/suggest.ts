/** What people compare when they read: no case, width, hyphen, underscore, space or invisible mark. */
export function squash(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{Cf}\p{Pd}_\s]/gu, '');
}

/** Nobody mistypes a name that is longer than this, and comparing takes time in proportion to the length. */
const longestComparable = 40;

/** The candidate that was probably meant: at most one slip for every three letters, or the start of a longer name. */
export function nearest(given: string, candidates: readonly string[]): string | undefined {
  const wanted = squash(given);
  if (wanted.length > longestComparable) return undefined;
  let best: { candidate: string; slips: number } | undefined;
  for (const candidate of candidates) {
    const name = squash(candidate);
    const allowed = Math.floor(Math.max(wanted.length, name.length) / 3);
    const slips = wanted.length >= 3 && name.startsWith(wanted) ? 1 : slipsBetween(wanted, name, allowed);
    if (slips <= allowed && slips < (best?.slips ?? Number.POSITIVE_INFINITY)) best = { candidate, slips };
  }
  return best?.candidate;
}

/** What someone typed, short enough for a sentence: at most 60 characters. */
export function shorten(given: string): string {
  const characters = [...given];
  return characters.length > 60 ? `${characters.slice(0, 59).join('')}…` : given;
}

/**
 * Letters left out, added, changed or swapped with their neighbour (Damerau-Levenshtein, optimal string alignment);
 * infinite when the lengths alone tell that there are more than allowed.
 */
function slipsBetween(a: string, b: string, allowed: number): number {
  if (Math.abs(a.length - b.length) > allowed) return Number.POSITIVE_INFINITY;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const changed = at(last, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const costs = [changed, at(last, column) + 1, at(current, column - 1) + 1];
      current.push(Math.min(...costs, swapped ? at(beforeLast, column - 2) + 1 : changed));
    }
    beforeLast = last;
    last = current;
  }
  return at(last, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
