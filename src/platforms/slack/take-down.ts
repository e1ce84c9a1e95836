import { messageIn } from './address.ts';
import type { SurfaceParts } from './surface.ts';
import { isTakenDown, wallProblem } from './wall-problem.ts';

/** Deletes a message of the bot's own by its name. Throws like `Walls.takeDown`. */
export async function takeDown(
  { client, me }: Pick<SurfaceParts, 'client' | 'me'>,
  message: string,
  given: AbortSignal = client.closing,
): Promise<void> {
  const at = messageIn(message);
  // From elsewhere, so it is not there.
  if (!at) return;
  try {
    await client.until(given).remove(at);
  } catch (error) {
    given.throwIfAborted();
    if (!isTakenDown(error)) throw wallProblem(error, me.name, at.channel);
  }
}
