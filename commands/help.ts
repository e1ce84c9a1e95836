import { z } from 'zod';
import { type Command, command, unknownCommand } from '../src/core/command.ts';
import type { Option } from '../src/core/option.ts';
import type { Section } from '../src/core/reply.ts';
import { manuals, pickFor, type Words, wordsFor } from './words/words.ts';

export const help = command({
  name: 'help',
  manuals: manuals((words) => words.help),
  options: z.object({ command: z.string().trim().max(32).optional().meta({ positional: true }) }),
  async *run({ command: wanted }, { commands, invocation }) {
    const words = wordsFor(invocation.locale);
    const known = commands.filter(({ hidden }) => !hidden);
    const name = wanted?.replace(/^\//, '').toLowerCase();
    const found = known.find((candidate) => candidate.name === name);
    if (name && !found) throw unknownCommand(name, known);
    yield {
      state: 'done',
      whisper: true,
      text: `${words.help.intro}\n${words.help.usage}`,
      sections: found ? [sectionOf(found, invocation.locale, words)] : overview(known, invocation.locale, words),
    };
  },
});

/** Every command in a line, and what works under a picture. */
function overview(commands: readonly Command[], locale: string, { help: words }: Words): Section[] {
  const summary = ({ manuals }: Command) => (pickFor(locale, manuals) ?? manuals['en'])?.summary ?? '';
  const reactions = commands.filter(({ reaction }) => reaction !== undefined);
  return [
    { heading: words.commands, rows: commands.map((each) => ({ term: `/${each.name}`, text: summary(each) })) },
    {
      heading: words.reactions,
      rows: reactions.map((each) => ({ term: each.reaction?.emoji ?? '', text: summary(each) })),
    },
  ];
}

function sectionOf({ name, manuals, options }: Command, locale: string, words: Words): Section {
  const manual = pickFor(locale, manuals) ?? manuals['en'];
  return {
    heading: `/${name} – ${manual?.summary ?? ''}`,
    rows: options
      .filter(({ silent }) => !silent)
      .map((option) => ({
        term: option.positional ? option.name : `--${option.name}`,
        text: [manual?.options[option.key], limits(option, words.help)].filter(Boolean).join(' · '),
      })),
  };
}

/** What may be given, in a few words: generated from the schema, so it cannot drift. */
function limits(option: Option, words: Words['help']): string {
  const aliases = (option.aliases ?? []).map((alias) => `--${alias}`);
  const parts = [
    aliases.length > 0 ? words.also(aliases) : '',
    option.required ? words.required : '',
    option.kind === 'choice' ? option.choices.join(', ') : '',
    option.kind === 'flag' ? words.onOff : '',
    option.kind === 'text' && option.maximum !== undefined ? words.characters(option.maximum) : '',
    isNumeric(option) ? words.range(option.minimum ?? 0, option.maximum ?? 0) : '',
    option.default === undefined || option.kind === 'flag' ? '' : words.default(String(option.default)),
  ];
  return parts.filter(Boolean).join(', ');
}

function isNumeric({ kind }: Option): boolean {
  return kind === 'integer' || kind === 'number';
}
