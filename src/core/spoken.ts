import type { Command } from './command.ts';
import type { Input } from './invocation.ts';

/** What somebody wrote to the bot: in a message that mentions it, or in direct messages. */
export interface Spoken {
  readonly command: string;
  readonly input: Input;
}

/** Whether words that answer a picture are meant for a command, though nobody has addressed them to the bot. */
export function speaksForItself(text: string, commands: readonly Command[]): boolean {
  return commands.some(({ onReply, recognises }) => onReply && recognises?.(text.trim()));
}

/**
 * `/history` or `help` → that command. Anything else is words for a picture: a change to the one that it answers, or else
 * the first command's. Nothing at all asks for help.
 */
export function spokenCall(text: string, answers: boolean, commands: readonly Command[]): Spoken {
  const said = text.trim();
  const [, slash, word = '', rest = ''] = /^(\/?)([\w-]+)\s*(.*)$/su.exec(said) ?? [];
  const named = commands.find(({ name, hidden }) => !hidden && name === word.toLowerCase());
  if (named && (slash || rest === '')) return { command: named.name, input: { kind: 'text', text: rest } };
  if (said === '') return { command: 'help', input: { kind: 'text', text: '' } };
  const called = (answers ? commands.find(({ onReply }) => onReply) : undefined) ?? commands[0];
  return { command: called?.name ?? '', input: { kind: 'text', text: said } };
}
