import { type QuotaRule, type Scope, scopes } from './core/quota.ts';

/** What is wrong with one rule: the rest of a sentence that begins with where the rule is. */
export interface WrongRule {
  readonly wrong: string;
}

const amount = /^([$€£¥]?)(\d+(?:\.\d+)?)\/(day|month)$/;

const either = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/**
 * Reads the operator's quotas, e.g. `person 20/day, channel discord:7 5/day, everyone $100/month`: whom it counts,
 * perhaps only this one, and how many pictures or how much money. The sign of the currency is theirs to choose.
 */
export function readQuotas(text: string): readonly (QuotaRule | WrongRule)[] {
  const rules = text.split(',').map((rule) => rule.trim());
  return rules.filter((rule) => rule !== '').map(readRule);
}

function readRule(text: string): QuotaRule | WrongRule {
  const words = text.split(/\s+/);
  const [first = '', id] = words;
  if (!isScope(first)) return { wrong: `must begin with ${either.format(scopes)}` };
  const parts = amount.exec(words.at(-1) ?? '');
  if (!parts) return { wrong: 'must end with an amount and its period, such as 20/day or $100/month' };
  if (words.length > (first === 'everyone' ? 2 : 3)) {
    return { wrong: first === 'everyone' ? 'must have no id, as it counts everyone' : 'must have at most one id' };
  }
  const [, sign, number = '', period] = parts;
  const limit = sign ? { money: Math.round(Number(number) * 1e6) } : { pictures: Number(number) };
  if (!sign && number.includes('.')) return { wrong: 'must allow a whole number of pictures' };
  const only = words.length === 3 && id !== undefined ? { id } : {};
  return { scope: first, period: period === 'day' ? 'day' : 'month', ...only, ...limit };
}

function isScope(word: string): word is Scope {
  return scopes.some((scope) => scope === word);
}
