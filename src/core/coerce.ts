import type { Option } from './option.ts';
import { isBlank } from './spaces.ts';
import { squash } from './suggest.ts';

const switches: ReadonlyMap<string, boolean> = new Map([
  ['on', true],
  ['true', true],
  ['yes', true],
  ['off', false],
  ['false', false],
  ['no', false],
]);

/** Decimals with point or comma. An exponent too, since the shortest form of a tiny number has one. No hex, no Infinity. */
const decimal = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?$/i;

/** 1,000 is a thousand to one reader and one to another, so it is taken for neither. */
const thousands = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+$/;

/** `on`, `yes`, `false`…: undefined when it is none of them. */
export function readSwitch(text: string): boolean | undefined {
  return switches.get(text.trim().toLowerCase());
}

/** The number that people mean: 3.5, 3,5, −1. Undefined when it is none, or could be two. */
export function readNumber(text: string): number | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .trim();
  return decimal.test(plain) && !thousands.test(plain) ? Number(plain.replace(',', '.')) : undefined;
}

/** The choice that is meant, by its name or one of its spellings, whatever the case, width, hyphens and spaces. */
export function readChoice({ choices, spellings = {} }: Option, text: string): string | undefined {
  const known: [string, string][] = [
    ...choices.map((choice): [string, string] => [choice, choice]),
    ...Object.entries(spellings),
  ];
  return known.find(([spelling]) => squash(spelling) === squash(text))?.[1];
}

/**
 * Turns what a form or a flag holds into the type that the option's schema wants. What is empty was not given;
 * what cannot be turned stays as it is, for the schema to refuse.
 */
export function coerce(option: Option, value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== 'string') return value;
  if (isBlank(value)) return undefined;
  if (option.kind === 'text') return value;
  if (option.kind === 'choice') return readChoice(option, value) ?? value;
  if (option.kind === 'flag') return readSwitch(value) ?? value;
  // 1.000 is a thousand in German: whole numbers are digits only, or refused.
  if (option.kind === 'integer' && /[.,]/.test(value)) return value;
  return readNumber(value) ?? value;
}
