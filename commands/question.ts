import type { Context } from '../src/core/command.ts';
import type { Wish } from '../src/core/generation.ts';
import { accountable } from '../src/core/invocation.ts';
import type { Fact, Reply } from '../src/core/reply.ts';
import { keysOf, left, tightest } from './limits.ts';
import { promptsOf } from './prompts.ts';
import { about } from './replies.ts';
import { wordsFor } from './words/words.ts';

/**
 * What several pictures would be, how long they would take, what they would cost and what would be left, with the buttons
 * that answer it. Only its asker sees it. Throws Problem `storage_failed`.
 */
export async function question(wishes: readonly Wish[], context: Context): Promise<Reply> {
  const { id, locale } = context.invocation;
  const { question: words, cancel } = wordsFor(locale);
  const [duration, room] = await Promise.all([durationOf(wishes, context), roomFor(context)]);
  return {
    state: 'done',
    whisper: true,
    text: (context.buttonless ? words.buttonless : words.text)(wishes.length),
    ...promptsOf(wishes, locale),
    facts: [duration, ...costOf(wishes.length, context), ...room],
    buttons: [
      { label: words.go, command: 'go', about: id },
      { label: cancel.button, command: 'go', about: id, with: '--cancel' },
    ],
  };
}

/** By what such pictures took lately, after all that waits: others' pictures may come in between, but not after. */
async function durationOf(wishes: readonly Wish[], { estimate, load, invocation }: Context): Promise<Fact> {
  const { question: words, imagine } = wordsFor(invocation.locale);
  const request = wishes[0]?.request;
  const [each, { waiting, running }] = await Promise.all([
    request && estimate(request.model, request.width * request.height),
    load(),
  ]);
  const before = waiting + running;
  const wait = each === undefined ? words.unknown : about(each * (before + wishes.length), imagine);
  return { label: words.time, value: before > 0 ? words.behind(wait, before) : wait };
}

/** Nothing where nobody counts money. */
function costOf(count: number, { price, invocation }: Context): Fact[] {
  const { question: words, tag } = wordsFor(invocation.locale);
  const amount = (millionths: number) => (millionths / 1e6).toLocaleString(tag, { maximumFractionDigits: 2 });
  return price > 0 ? [{ label: words.cost, value: amount(count * price) }] : [];
}

/** How many pictures the tightest limit still allows; nothing where there is none. */
async function roomFor({ usage, quotas, price, invocation }: Context): Promise<Fact[]> {
  const { question: words, usage: said } = wordsFor(invocation.locale);
  if (quotas.length === 0) return [];
  const used = await usage(keysOf(accountable(invocation), quotas));
  const first = tightest(used, Number.POSITIVE_INFINITY, quotas, price);
  if (!first) return [];
  const whose = first.scope === 'person' ? said[first.period] : said.shared(first.scope, first.period);
  return [{ label: words.left, value: `${said.left(left(first, quotas, price))} (${whose})` }];
}
