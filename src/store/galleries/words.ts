/** Longest word that is looked for; what is longer is no word of people, and PostgreSQL takes 2046 bytes. */
const longest = 64;

/** Scripts that are written without spaces between words, or (Hangul) with endings that stick to them. */
const runs =
  /[[\p{L}\p{N}\p{M}]&&[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]]+/gv;

const spaced = /[\p{L}\p{N}\p{M}]+/gu;

/** Emoji are words, too, each by itself. */
const signs = /\p{Extended_Pictographic}/gu;

/** Accents of Latin, Greek and Cyrillic letters; those of kana and other scripts are part of the letter. */
const accents = /[\u0300-\u036f]/g;

/** What a text is found by: single characters, too, where words have no spaces between them. */
export function wordsIn(text: string): ReadonlySet<string> {
  return new Set(cut(text, (characters) => [...characters, ...pairs(characters)]));
}

/** What all has to be in a text that is looked for with these words. Empty: nothing that anybody could look for. */
export function wordsSought(text: string): ReadonlySet<string> {
  return new Set(cut(text, (characters) => (characters.length === 1 ? characters : pairs(characters))));
}

function cut(text: string, run: (characters: readonly string[]) => readonly string[]): readonly string[] {
  const normal = normalised(text);
  const unspaced = normal.match(runs) ?? [];
  const words = normal.replace(runs, ' ').match(spaced) ?? [];
  return [
    ...unspaced.flatMap((each) => run([...each])),
    ...words.map((word) => singular(word.slice(0, longest))),
    ...(normal.match(signs) ?? []),
  ];
}

/** The same for all ways to write the same: width of characters, case, accents. */
function normalised(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase().normalize('NFD').replace(accents, '');
  return plain.normalize('NFKC');
}

function pairs(characters: readonly string[]): string[] {
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`);
}

/**
 * Simple English plurals (foxes, horses, berries, movies) as their singular is folded, which need not be a word. Most
 * other languages in Latin letters have words in -s, too, and are folded alike on both sides.
 */
function singular(word: string): string {
  if (!/^[a-z]{4,}$/.test(word)) return word;
  const one = /[^su]s$/.test(word) && !word.endsWith('is') ? word.slice(0, -1) : word;
  return one.replace(/(?<=..)ie$/, 'y').replace(/(?<=..[xzso]|..[cs]h)e$/, '');
}
