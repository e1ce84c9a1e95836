import type { APIApplicationCommandBasicOption, RESTPutAPIApplicationCommandsJSONBody } from 'discord.js';
import type { Command } from '../../core/command.ts';
import type { Option } from '../../core/option.ts';
import { shorten } from './escape.ts';

export type CommandBody = Extract<RESTPutAPIApplicationCommandsJSONBody[number], { description: string }>;

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

/** A command as Discord registers it: for servers and people (0, 1), in servers, its own and other direct messages (0, 1, 2). */
export function describeCommand({ name, manuals, options }: Command): CommandBody {
  const summaries = Object.entries(manuals).map(([language, { summary }]) => [language, summary] as const);
  return {
    type: 1,
    name,
    ...descriptions(name, summaries),
    integration_types: [0, 1],
    contexts: [0, 1, 2],
    // Discord wants required options first.
    options: options
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
  const localized = texts
    .filter(([language]) => language !== 'en')
    .flatMap(([language, text]) => (locales[language] ?? [language]).map((locale) => [locale, text] as const));
  return {
    description: texts.find(([language]) => language === 'en')?.[1] ?? name,
    description_localizations: Object.fromEntries(localized),
  };
}

function describeOption(option: Option, described: Descriptions): APIApplicationCommandBasicOption {
  const { name, required, minimum, maximum, choices } = option;
  const base = { name, required, ...described };
  switch (option.kind) {
    case 'text':
      return {
        ...base,
        type: 3,
        ...(minimum !== undefined && { min_length: minimum }),
        max_length: Math.min(maximum ?? longestString, longestString),
      };
    case 'choice':
      return { ...base, type: 3, choices: choices.map((choice) => ({ name: choice, value: choice })) };
    case 'flag':
      return { ...base, type: 5 };
    case 'integer':
      return { ...base, type: 4, ...bounds(option) };
    case 'number':
      return { ...base, type: 10, ...bounds(option) };
  }
}

function bounds({ minimum, maximum }: Option): { min_value?: number; max_value?: number } {
  return {
    ...(minimum !== undefined && { min_value: minimum }),
    ...(maximum !== undefined && { max_value: maximum }),
  };
}
