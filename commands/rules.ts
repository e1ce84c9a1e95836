import { channelRules, rulesKey } from '../src/core/channel-rules.ts';
import { command } from '../src/core/command.ts';
import { accountable } from '../src/core/invocation.ts';
import { Problem } from '../src/core/problem.ts';
import { rulesHere, rulesOf } from './rules-here.ts';
import { manuals, wordsFor } from './words/words.ts';

/** What holds in a channel. Everybody may look; administrators change it. */
export const rules = command({
  name: 'rules',
  manuals: manuals((words) => words.rules),
  options: channelRules,
  async *run(wanted, context) {
    const { invocation, settings } = context;
    const { rules: words } = wordsFor(invocation.locale);
    const changes = Object.entries(wanted).filter(([, value]) => value !== undefined);
    if (changes.length > 0) {
      if (!invocation.person.rights?.includes('administer')) throw new Problem('administrators_only', {});
      const { channel } = accountable(invocation);
      const value = { ...(await rulesOf(channel, context)), ...Object.fromEntries(changes) };
      await settings.put({ ...rulesKey(channel), person: invocation.person.id, value });
    }
    const now = await rulesHere(context);
    const said = (name: keyof typeof now) =>
      name === 'restricted' && invocation.place.restricted === true ? words.platform : now[name] ? words.on : words.off;
    yield {
      state: 'done',
      whisper: true,
      text: changes.length > 0 ? words.now : `${words.now} ${words.change}`,
      facts: (['pictures', 'spoiler', 'restricted'] as const).map((name) => ({
        ...{ label: words.rules[name], value: said(name) },
      })),
    };
  },
});
