import { randomUUID } from 'node:crypto';
import type { Bot } from '../../core/bot.ts';
import type { Invocation } from '../../core/invocation.ts';
import { type Line, readLine } from './line.ts';
import { createSurface, type SurfaceParts } from './surface.ts';

export interface TerminalParts extends SurfaceParts {
  readonly bot: Bot;
  /** The words of the command line, as the shell split them. */
  readonly arguments: readonly string[];
  /** BCP 47. */
  readonly locale: string;
  /** Ends the call, down to the socket: Ctrl+C. */
  readonly signal: AbortSignal;
}

/** Whoever sits at a terminal of this machine. */
export const terminalPerson = 'terminal:person';

/** Runs one call in a terminal. Resolves with the exit code: 0 done, 1 failed or nothing asked for, 130 interrupted. */
export async function runTerminal(parts: TerminalParts): Promise<number> {
  const { bot, arguments: words, signal } = parts;
  if (words.some((word) => word === '--help' || word === '-h')) return showUsage(parts, 0);
  if (words.every((word) => word.trim() === '')) return showUsage({ ...parts, output: parts.errors }, 1);
  const surface = createSurface(parts);
  const invocation = invocationOf(readLine(words, bot.commands), parts);
  const cancel = () => void bot.cancel(invocation.id);
  signal.addEventListener('abort', cancel, { once: true });
  const ended = bot.run(invocation, surface);
  if (signal.aborted) cancel();
  await ended;
  signal.removeEventListener('abort', cancel);
  if (signal.aborted && !surface.succeeded) return 130;
  return surface.succeeded ? 0 : 1;
}

/** How to ask. When nothing was asked for, nothing was done: then it goes to `errors`, like any other failure's sentence. */
async function showUsage(parts: TerminalParts, code: number): Promise<number> {
  const { command } = readLine(parts.arguments, parts.bot.commands);
  await parts.bot.run(invocationOf({ command: 'help', text: command }, parts), createSurface(parts));
  return code;
}

function invocationOf({ command, text }: Line, { clock, locale }: TerminalParts): Invocation {
  return {
    id: `terminal:${randomUUID()}`,
    command,
    input: { kind: 'text', text },
    person: { id: terminalPerson, name: 'terminal' },
    place: { platform: 'terminal', channel: 'terminal', community: undefined, direct: true },
    locale,
    askedAt: clock.now(),
  };
}
