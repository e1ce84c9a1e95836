import { z } from 'zod';
import { type Command, type Context, command } from '../src/core/command.ts';
import { accountable } from '../src/core/invocation.ts';
import { emojiSetting, plainEmoji } from '../src/core/meaning.ts';
import { Problem } from '../src/core/problem.ts';
import { nearest, shorten } from '../src/core/suggest.ts';
import { manuals, wordsFor } from './words/words.ts';

/** What an emoji may be given to do beside calling a command. */
const nothing = 'nothing';
const usual = 'default';

/** Which reaction does what under the pictures of a server. Everybody may look; administrators change it. */
export const emoji = command({
  name: 'emoji',
  manuals: manuals((words) => words.emoji),
  options: z.object({
    emoji: z.string().trim().min(1).max(100).optional(),
    does: z.string().trim().min(1).max(32).optional().meta({ suggested: true }),
  }),
  async *run(wanted, context) {
    const { emoji: words } = wordsFor(context.invocation.locale);
    if (wanted.emoji !== undefined || wanted.does !== undefined) await change(wanted, context);
    const rows = await meanings(context, words.nothing);
    yield { state: 'done', whisper: true, text: words.change, sections: [{ heading: words.now, rows }] };
  },
  suggest: {
    does: async (typed, { commands }) => {
      const names = [...reactable(commands).map(({ name }) => name), nothing, usual];
      return names.filter((name) => name.startsWith(typed.toLowerCase())).map((name) => ({ label: name, value: name }));
    },
  },
});

/** Commands that mean something under a picture without any words. */
function reactable(commands: readonly Command[]): Command[] {
  return commands.filter(
    ({ reaction, door }) => reaction !== undefined || (door?.on === 'message' && door.option === undefined),
  );
}

async function change(
  { emoji: given, does }: { emoji?: string | undefined; does?: string | undefined },
  context: Context,
) {
  const { invocation, settings, commands } = context;
  if (given === undefined) throw new Problem('option_missing', { option: 'emoji' });
  if (does === undefined) throw new Problem('option_missing', { option: 'does' });
  if (!invocation.person.rights?.includes('administer')) throw new Problem('administrators_only', {});
  const key = { owner: ownerOf(context), kind: 'emoji', name: nameOf(given) } as const;
  if (does === usual) {
    await settings.remove(key);
    return;
  }
  const choices = [...reactable(commands).map(({ name }) => name), nothing, usual];
  if (!choices.includes(does)) {
    const facts = { option: 'does', given: shorten(does), choices, suggestion: nearest(does, choices) };
    throw new Problem('option_not_a_choice', facts);
  }
  await settings.put({ ...key, person: invocation.person.id, value: { command: does === nothing ? '' : does } });
}

/** One emoji as reactions name it: a character, a Slack name, or the id of a server's own. Throws Problem `emoji_unusable`. */
function nameOf(given: string): string {
  const own = /^<a?:\w+:(\d{17,20})>$/.exec(given)?.[1];
  if (own !== undefined) return own;
  const name = plainEmoji(given);
  const isOne = /^[\w+'-]{1,64}$/.test(name) ? given !== name || !/^\d+$/.test(name) : isOneEmoji(name);
  if (!isOne) throw new Problem('emoji_unusable', { given: shorten(given) });
  return name;
}

function isOneEmoji(name: string): boolean {
  const segments = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name)];
  return segments.length === 1 && /\p{Emoji}/u.test(name);
}

/** The server's, or the person's own in direct messages. */
function ownerOf({ invocation }: Context): string {
  return accountable(invocation).community ?? invocation.person.id;
}

/** The usual ones as far as nobody has changed them, and then those that were set. */
async function meanings(context: Context, nothingWord: string) {
  const set = await context.settings.list(ownerOf(context), 'emoji');
  const slack = context.invocation.place.platform === 'slack';
  const usualRows = context.commands.flatMap(({ name, reaction }) => {
    if (!reaction || set.some((each) => [plainEmoji(reaction.emoji), reaction.name].includes(each.name))) return [];
    return [{ term: slack ? `:${reaction.name}:` : reaction.emoji, text: `/${name}` }];
  });
  const setRows = set.flatMap(({ name, value }) => {
    const { data } = emojiSetting.safeParse(value);
    if (!data) return [];
    return [{ term: slack ? `:${name}:` : name, text: data.command === '' ? nothingWord : `/${data.command}` }];
  });
  return [...usualRows, ...setRows];
}
