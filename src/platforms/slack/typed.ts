import type { Command } from '../../core/command.ts';
import { typedText } from './escape.ts';

/**
 * A call as `read` finds it in what somebody typed. Channels and people are told by their ids to commands that take some,
 * and as they were typed to all others: a prompt is words.
 */
export function readTyped<Call extends { readonly command: string }>(
  text: string,
  commands: readonly Command[],
  read: (typed: string) => Call,
): Call {
  const call = read(typedText(text));
  const command = commands.find(({ name }) => name === call.command);
  return command?.options.some(({ mention }) => mention) ? read(typedText(text, 'id')) : call;
}
