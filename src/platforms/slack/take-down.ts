import type { SurfaceParts } from './surface.ts';
import { isTakenDown, wallProblem } from './wall-problem.ts';

/** Deletes a message of the bot's own by its name. Throws like `Walls.takeDown`. */
export async function takeDown(
  { client, me }: Pick<SurfaceParts, 'client' | 'me'>,
  message: string,
  given: AbortSignal = client.closing,
): Promise<void> {
  const [, channel, ts] = /^slack:(\w+)\/(\d+\.\d+)$/.exec(message) ?? [];
  // From elsewhere, so it is not there.
  if (channel === undefined || ts === undefined) return;
  try {
    await client.until(given).remove({ channel, ts });
  } catch (error) {
    given.throwIfAborted();
    if (!isTakenDown(error)) throw wallProblem(error, me.name, channel);
  }
}
