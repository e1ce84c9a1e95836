import { en, type Words } from './en.ts';
import { zh } from './zh.ts';

export type { Words };

/** Every language that Easel speaks, by the first part of its BCP 47 tag. To add one: a file like `en.ts`, and a line here. */
export const languages: Readonly<Record<string, Words>> = { en, zh };

/** The words for a person's locale, e.g. `en-GB` or `zh-TW`; English when Easel does not speak theirs. */
export function wordsFor(locale: string): Words {
  return pickFor(locale, languages) ?? en;
}

/** What is kept under the language of a locale: the first part of its BCP 47 tag. */
export function pickFor<Kept>(locale: string, byLanguage: Readonly<Record<string, Kept>>): Kept | undefined {
  const language = locale.split(/[-_]/)[0]?.toLowerCase() ?? '';
  return Object.hasOwn(byLanguage, language) ? byLanguage[language] : undefined;
}

/** A command's manual in every language. */
export function manuals<Manual>(pick: (words: Words) => Manual): Readonly<Record<string, Manual>> {
  return Object.fromEntries(Object.entries(languages).map(([language, words]) => [language, pick(words)]));
}
