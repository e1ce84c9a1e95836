import type { Clock } from './clock.ts';
import { unknownCommand } from './command.ts';
import { type ContextParts, contextOf } from './context.ts';
import type { Invocation } from './invocation.ts';
import type { Call } from './live.ts';
import { Problem } from './problem.ts';
import type { Reply } from './reply.ts';

/**
 * A call whose process died so often has perhaps ended it itself, and fails whatever else is being painted each time. Most
 * are innocent, though: kills that come a few in a row, as when a machine is short of memory, cost nobody a picture.
 */
const mostAttempts = 6;

/** What the command of a call says. Throws whatever it throws, or the signal's reason. */
export async function* repliesOf(
  { invocation, hold, surface }: Pick<Call, 'invocation' | 'hold' | 'surface'>,
  signal: AbortSignal,
  parts: ContextParts & { readonly clock: Clock },
): AsyncGenerator<Reply> {
  if (hold && hold.attempt > mostAttempts) {
    await giveUp(invocation, parts);
    throw new Problem('interrupted', {});
  }
  const command = parts.commands.find(({ name }) => name === invocation.command);
  if (!command) throw unknownCommand(invocation.command, parts.commands);
  try {
    yield* command.run(invocation.input, contextOf({ invocation, surface, signal }, parts));
  } catch (thrown) {
    // Whatever breaks in a call that was ended, being ended is the reason.
    throw signal.aborted ? signal.reason : thrown;
  }
}

/** Nothing is painted for a call that is over. A store that is away is no reason to wait. */
async function giveUp({ id }: Invocation, { open = async () => [], cancel }: ContextParts): Promise<void> {
  try {
    for (const picture of await open({ invocation: id })) await cancel?.(picture);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}
