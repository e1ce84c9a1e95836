import { en, type Words } from './en.ts';

export type { Words };

/** Every language that Easel speaks, by the first part of its BCP 47 tag. To add one: a file like `en.ts`, and a line here. */
export const languages: Readonly<Record<string, Words>> = { en };

/** The words for a person's locale, e.g. `en-GB`; English when Easel does not speak theirs. */
export function wordsFor(locale: string): Words {
  return languages[locale.split('-')[0]?.toLowerCase() ?? ''] ?? en;
}

/** A command's manual in every language. */
export function manuals<Manual>(pick: (words: Words) => Manual): Readonly<Record<string, Manual>> {
  return Object.fromEntries(Object.entries(languages).map(([language, words]) => [language, pick(words)]));
}
