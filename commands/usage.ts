import { z } from 'zod';
import { type Context, command } from '../src/core/command.ts';
import { accountable } from '../src/core/invocation.ts';
import { periods, type Usage } from '../src/core/quota.ts';
import type { Fact, Section } from '../src/core/reply.ts';
import { shorten } from '../src/core/suggest.ts';
import { keysFor, keysOf, least, left, rulesFor, tightest } from './limits.ts';
import { manuals, type Words, wordsFor } from './words/words.ts';

/** People that administrators see. */
const busiestShown = 5;

export const usage = command({
  name: 'usage',
  everyday: true,
  manuals: manuals((words) => words.usage),
  options: z.object({}),
  async *run(_, context) {
    const { invocation, quotas } = context;
    const words = wordsFor(invocation.locale);
    const ids = accountable(invocation);
    const used = await context.usage(keysOf(ids, quotas));
    const mine = used.filter(({ scope }) => scope === 'person');
    const shared = used.filter(({ scope }) => scope !== 'person');
    const facts = mine.map((each) => ({ label: words.usage[each.period], value: describe(each, context, words) }));
    const common = { state: 'done', whisper: true, text: words.usage.intro } as const;
    if (ids.community !== undefined && invocation.person.rights?.includes('administer')) {
      yield { ...common, facts, sections: await sectionsFor(ids.community, shared, context, words) };
    } else yield { ...common, facts: [...facts, ...tighterLimit(mine, shared, context, words)] };
  },
});

/** The limit that several share, if it is reached before one's own: how much is left, not what others spend. */
function tighterLimit(
  mine: readonly Usage[],
  shared: readonly Usage[],
  { quotas, price }: Context,
  { usage: words }: Words,
): Fact[] {
  const own = Math.min(...mine.map((used) => left(used, quotas, price)));
  const used = tightest(shared, own, quotas, price);
  if (!used || used.scope === 'person') return [];
  const value = `${words.left(left(used, quotas, price))}, ${words.refills(used.refillsAt)}`;
  return [{ label: words.shared(used.scope, used.period), value }];
}

/** What administrators see of their server or workspace. */
async function sectionsFor(
  community: string,
  shared: readonly Usage[],
  context: Context,
  words: Words,
): Promise<Section[]> {
  const [theirs, busiest, load] = await Promise.all([
    context.usage(keysFor('community', community)),
    context.busiest(busiestShown),
    context.load(),
  ]);
  const { usage: said } = words;
  const limits = limitsHere(shared, context).flatMap((used) => {
    if (used.scope === 'person' || used.scope === 'community') return [];
    return [{ term: `${said.shared(used.scope, used.period)}:`, text: describe(used, context, words) }];
  });
  const people = busiest.map(({ person, name, pictures }) => ({
    term: String(pictures),
    text: shorten(name || person),
  }));
  return [
    {
      heading: said.community,
      rows: theirs.map((used) => ({ term: said.soFar[used.period], text: describe(used, context, words, true) })),
    },
    ...(limits.length > 0 ? [{ heading: said.limits, rows: limits }] : []),
    { heading: people.length > 0 ? said.busiest : said.nobody, rows: people },
    {
      heading: said.line,
      rows: [
        { term: String(load.waiting), text: said.waiting },
        { term: String(load.running), text: said.painting },
      ],
    },
  ];
}

/** One line a scope and period: of several roles, the one that is used up first. */
function limitsHere(shared: readonly Usage[], { quotas, price }: Context): readonly Usage[] {
  const roles = shared.filter(({ scope }) => scope === 'role');
  const first = periods.flatMap((each) => {
    const those = roles.filter(({ period }) => period === each);
    return tightest(those, Number.POSITIVE_INFINITY, quotas, price) ?? [];
  });
  return [...first, ...shared.filter(({ scope }) => scope !== 'role')];
}

/** What is used, of how much, and until when. `always`: money also where nothing limits it. */
function describe(used: Usage, { quotas }: Context, { usage: words, tag }: Words, always = false): string {
  const rules = rulesFor(used, quotas);
  const [pictures, money] = [least(rules, 'pictures'), least(rules, 'money')];
  const amount = (millionths: number) => (millionths / 1e6).toLocaleString(tag, { maximumFractionDigits: 2 });
  const spent = always && used.money > 0 ? words.spent(amount(used.money)) : '';
  const parts = [
    pictures === undefined ? words.pictures(used.pictures) : words.picturesOf(used.pictures, pictures),
    money === undefined ? spent : words.moneyOf(amount(used.money), amount(money)),
    rules.length > 0 ? words.refills(used.refillsAt) : '',
  ];
  return parts.filter(Boolean).join(', ');
}
