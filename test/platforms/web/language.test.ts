import { expect, it } from 'vitest';
import { languageOf } from '../../../src/platforms/web/language.ts';

it.each([
  [undefined, 'en', 'en'],
  ['', 'en', 'en'],
  ['en-GB,en;q=0.9', 'en-GB', 'en'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN', 'zh'],
  ['de-DE, zh-Hant;q=0.4, en;q=0.7', 'en', 'en'],
  ['ZH', 'ZH', 'zh'],
  ['zh;q=0, *', 'en', 'en'],
  ['fr,,;;q=1,<script>', 'en', 'en'],
  ['zh ; q=0.5 , en ; q=0.1', 'zh', 'zh'],
])('reads Accept-Language %j as %s', (header, locale, words) => {
  const language = languageOf(header);
  expect([language.locale, language.words.tag]).toEqual([locale, words]);
});
