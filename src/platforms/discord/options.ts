import type { APIApplicationCommandBasicOption, RESTPutAPIApplicationCommandsJSONBody } from 'discord.js';
import type { Command } from '../../core/command.ts';
import type { Option } from '../../core/option.ts';
import { doorName, doorTypes } from './door.ts';
import { shorten } from './escape.ts';

type AnyBody = RESTPutAPIApplicationCommandsJSONBody[number];
type CommandBody = Extract<AnyBody, { description: string }>;

/** Of an option (Discord: application commands). */
const mostChoices = 25;

/** Of every description (Discord: application commands). */
const longestDescription = 100;

/** Of a text option (Discord: application commands). */
const longestString = 6000;

/** Where Discord's locales are finer than Easel's languages; English is what everyone else sees. */
const locales: Readonly<Record<string, readonly string[]>> = {
  zh: ['zh-CN', 'zh-TW'],
  es: ['es-ES', 'es-419'],
  pt: ['pt-BR'],
  sv: ['sv-SE'],
};

/** For servers and people (0, 1), in servers, its own and other direct messages (0, 1, 2). */
const everywhere = { integration_types: [0, 1], contexts: [0, 1, 2] };

/** Everything that Discord's menus show: slash commands, and entries of messages and people. */
export function describeCommands(commands: readonly Command[]): AnyBody[] {
  const slash = commands.filter(({ hidden }) => !hidden).map(describeCommand);
  return [...slash, ...commands.flatMap((command) => describeDoor(command) ?? [])];
}

/** A command as the menu of a message or a person has it; undefined when it has no door there. */
function describeDoor(command: Command): AnyBody | undefined {
  const name = doorName(command);
  if (!command.door || !name) return undefined;
  const names = Object.keys(command.manuals).flatMap((language) => {
    const translated = language === 'en' ? undefined : doorName(command, language);
    return translated ? [[language, translated] as const] : [];
  });
  return { type: doorTypes[command.door.on], name, name_localizations: localized(names), ...everywhere };
}

/** A slash command as Discord registers it. Options that nobody is asked for are left out. */
export function describeCommand({ name, manuals, options }: Command): CommandBody {
  const summaries = Object.entries(manuals).map(([language, { summary }]) => [language, summary] as const);
  return {
    type: 1,
    name,
    ...descriptions(name, summaries),
    ...everywhere,
    // Discord wants required options first.
    options: options
      .filter(({ silent }) => !silent)
      .toSorted((one, other) => Number(other.required) - Number(one.required))
      .map((option) => {
        const lines = Object.entries(manuals).map(
          ([language, { options }]) => [language, options[option.key]] as const,
        );
        return describeOption(option, descriptions(option.name, lines));
      }),
  };
}

interface Descriptions {
  readonly description: string;
  readonly description_localizations: Record<string, string>;
}

function descriptions(name: string, lines: readonly (readonly [string, string | undefined])[]): Descriptions {
  const texts = lines.flatMap(([language, text]) =>
    text ? [[language, shorten(text, longestDescription)] as const] : [],
  );
  return {
    description: texts.find(([language]) => language === 'en')?.[1] ?? name,
    description_localizations: localized(texts.filter(([language]) => language !== 'en')),
  };
}

/** By Discord's locales. */
function localized(texts: readonly (readonly [string, string])[]): Record<string, string> {
  const all = texts.flatMap(([language, text]) =>
    (locales[language] ?? [language]).map((locale) => [locale, text] as const),
  );
  return Object.fromEntries(all);
}

function describeOption(option: Option, described: Descriptions): APIApplicationCommandBasicOption {
  const { name, required, minimum, maximum, choices, suggested } = option;
  const base = { name, required, ...described };
  const completed = { ...base, ...(suggested && { autocomplete: true as const }) };
  switch (option.kind) {
    case 'text':
      return {
        ...completed,
        type: 3,
        ...(minimum !== undefined && { min_length: minimum }),
        max_length: Math.min(maximum ?? longestString, longestString),
      };
    case 'choice':
      // What is suggested may be more than Discord's list of choices holds.
      if (suggested || choices.length > mostChoices) return { ...completed, type: 3 };
      return { ...base, type: 3, choices: choices.map((choice) => ({ name: choice, value: choice })) };
    case 'flag':
      return { ...base, type: 5 };
    case 'integer':
      return { ...completed, type: 4, ...bounds(option) };
    case 'number':
      return { ...completed, type: 10, ...bounds(option) };
  }
}

function bounds({ minimum, maximum }: Option): { min_value?: number; max_value?: number } {
  return {
    ...(minimum !== undefined && { min_value: minimum }),
    ...(maximum !== undefined && { max_value: maximum }),
  };
}
