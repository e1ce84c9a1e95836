import { en, type WebWords } from './words/en.ts';
import { zh } from './words/zh.ts';

const languages: ReadonlyMap<string, WebWords> = new Map([
  ['en', en],
  ['zh', zh],
]);

/** A person's language: the BCP 47 tag they asked for, and the page's words in it. */
export interface Language {
  readonly locale: string;
  readonly words: WebWords;
}

/** Picks the best language out of an Accept-Language header (RFC 9110, section 12.5.4); English when none fits. */
export function languageOf(header: string | undefined): Language {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(/\s*;\s*/);
      const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ tag, quality }) => /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i.test(tag) && quality > 0)
    .sort((one, other) => other.quality - one.quality);
  for (const { tag } of wanted) {
    const words = languages.get(tag.split('-')[0]?.toLowerCase() ?? '');
    if (words) return { locale: tag, words };
  }
  return { locale: 'en', words: en };
}
