import { commands } from '../commands/index.ts';
import { settings } from '../src/config.ts';
import type { Command } from '../src/core/command.ts';
import type { Option } from '../src/core/option.ts';

/** The files that `npm run generate` writes, with the content they should have. A test compares. */
export async function generated(read: (path: string) => Promise<string>) {
  const readme = await read('README.md');
  const withSettings = between(readme, 'settings', settingsTable());
  const [first, ...others] = commands.filter(({ hidden }) => !hidden);
  const withCommands = between(withSettings, 'commands', commandsTable(others));
  return [
    { file: '.env.example', content: environmentExample() },
    { file: 'README.md', content: between(withCommands, 'options', first ? optionsTable(first) : '') },
  ];
}

interface Setting {
  readonly name: string;
  readonly about: string;
  readonly default: string;
}

function listSettings(): Setting[] {
  return Object.entries(settings.shape).map(([name, schema]) => {
    const fallback: unknown = schema.safeParse(undefined).data;
    return {
      name,
      about: String(schema.meta()?.['about'] ?? ''),
      default: fallback === undefined ? '' : String(fallback),
    };
  });
}

function environmentExample(): string {
  const blocks = listSettings().map(({ name, about, default: fallback }) => `# ${about}\n#${name}=${fallback}`);
  return `# Copy to .env and remove the # before what you set. Made by “npm run generate” from src/config.ts.\n\n${blocks.join('\n\n')}\n`;
}

function settingsTable(): string {
  const rows = listSettings().map(({ name, about, default: fallback }) =>
    row([`\`${name}\``, fallback && `\`${fallback}\``, about]),
  );
  return [row(['Name', 'Default', 'What it is for']), row(['---', '---', '---']), ...rows].join('\n');
}

/** Every command in a line: what is typed, the reaction and the menu entry that call it, and what it does. */
function commandsTable(listed: readonly Command[]): string {
  const rows = listed.map(({ name, options, reaction, door, manuals }) => {
    const flags = options.flatMap((option) =>
      option.silent ? [] : option.positional ? [option.name] : [`--${option.name}`],
    );
    const others = [reaction?.emoji, door && manuals['en']?.door && `*${manuals['en'].door}*`].filter(Boolean);
    return row([`\`${[`/${name}`, ...flags].join(' ')}\``, others.join(', '), manuals['en']?.summary ?? '']);
  });
  return [row(['Command', 'Also', 'What it does']), row(['---', '---', '---']), ...rows].join('\n');
}

function optionsTable({ name, manuals, options }: Command): string {
  const manual = manuals['en'];
  const rows = options.flatMap((option) =>
    option.silent ? [] : [row([namesOf(option), valuesOf(option), manual?.options[option.key] ?? ''])],
  );
  const head = [row([`\`/${name}\``, 'Values', manual?.summary ?? '']), row(['---', '---', '---'])];
  return [...head, ...rows].join('\n');
}

function namesOf({ name, aliases = [] }: Option): string {
  const others = aliases.map((alias) => `\`${alias}\``);
  return `\`${name}\`${others.length > 0 ? ` (or ${others.join(', ')})` : ''}`;
}

function valuesOf(option: Option): string {
  const range =
    option.kind === 'text' ? `up to ${option.maximum} characters` : `${option.minimum} to ${option.maximum}`;
  const values = { choice: option.choices.join(', '), flag: 'on, off', text: range, integer: range, number: range };
  const fallback = option.default === undefined ? '' : `; default ${option.kind === 'flag' ? 'on' : option.default}`;
  return values[option.kind] + (option.required ? '; required' : fallback);
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function between(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name}: made by npm run generate -->`, `<!-- end of ${name} -->`];
  const [before, rest] = text.split(start);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`README.md has lost its marks for ${name}.`);
  return `${before}${start}\n${content}\n${end}${after}`;
}
