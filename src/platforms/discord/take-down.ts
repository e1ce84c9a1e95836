import { leastUploadLimit } from './address.ts';
import { codes, discordCode, postProblem } from './errors.ts';
import type { Sender } from './rest.ts';

/** What says that there is nothing to take down. */
export const gone: readonly (number | undefined)[] = [codes.unknownMessage, codes.unknownChannel, codes.unknownServer];

/** Deletes a message of the bot's own by its name and its channel's id. Throws like `Walls.takeDown`. */
export async function takeDown(bot: Sender, message: string, channel: string, signal?: AbortSignal): Promise<void> {
  const [, id = ''] = /^discord:(\d{17,20})$/.exec(message) ?? [];
  // From elsewhere, so it is not there.
  if (id === '' || !/^\d{17,20}$/.test(channel)) return;
  const how = { repeat: true, ...(signal && { signal }) };
  try {
    await bot.send('delete', `/channels/${channel}/messages/${id}`, {}, how);
  } catch (error) {
    signal?.throwIfAborted();
    if (!gone.includes(discordCode(error))) throw postProblem(error, { uploadLimit: leastUploadLimit }, false);
  }
}
