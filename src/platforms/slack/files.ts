import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Spot } from './client.ts';
import { troubleOf } from './errors.ts';
import type { Patiently } from './patience.ts';

/** What Slack knows of a file. */
export interface FileState {
  /** Whether its scan is over. No field says so, but its type is known from then on (java-slack-sdk issue 1349). */
  readonly scanned: boolean;
  /** Where people see it: in a channel itself, or in a thread there. */
  readonly shares: readonly { readonly channel: string; readonly thread: string | undefined }[];
}

const uploadPlace = z.object({ upload_url: z.string(), file_id: z.string() });
const seen = z.array(z.object({ thread_ts: z.string().optional() }));
const shares = z.record(z.string(), z.record(z.string(), seen)).default({});
const fileInfo = z.object({ file: z.object({ mimetype: z.string().default(''), shares }) });
const fileList = z.object({
  files: z.array(z.object({ id: z.string(), name: z.string().nullish(), size: z.number().nullish() })),
});

const patience = { within: 60_000, repeatable: true };

/** Slack's file methods as far as Easel uses them, with the rule for repeating each. Rejects with @slack/web-api's errors. */
export function createFileMethods({ files }: webApi.WebClient, patiently: Patiently) {
  return {
    /**
     * Where to send a file of exactly `length` bytes. No alt text: with it, sharing silently fails (python-slack-sdk issue
     * 1818). A block brings its own, and a shared file has it as its title.
     */
    uploadPlace: async (filename: string, length: number) =>
      uploadPlace.parse(
        await patiently('files.getUploadURLExternal', patience, () => files.getUploadURLExternal({ filename, length })),
      ),

    /**
     * Makes the sent bytes a file of the bot's own. Slack refuses what it has done already, so a refusal after an answer
     * that was lost counts as done; whether it is, `fileState` tells.
     */
    async completeUpload(id: string, title: string): Promise<void> {
      let unclear = false;
      await patiently('files.completeUploadExternal', patience, async () => {
        try {
          await files.completeUploadExternal({ files: [{ id, title }] });
        } catch (error) {
          const { kind } = troubleOf(error);
          if (unclear && kind === 'refused') return;
          unclear ||= kind === 'unclear';
          throw error;
        }
      });
    },

    /** The same, shared in a thread. Twice would share it twice. */
    completeShare: (id: string, title: string, { channel, ts }: Spot) =>
      patiently('files.completeUploadExternal', { ...patience, repeatable: false }, () =>
        files.completeUploadExternal({ files: [{ id, title }], channel_id: channel, thread_ts: ts }),
      ),

    /** Undefined when there is no such file, not yet or not any more. */
    async fileState(id: string): Promise<FileState | undefined> {
      try {
        const answer = await patiently('files.info', patience, () => files.info({ file: id }));
        const { mimetype, shares } = fileInfo.parse(answer).file;
        return { scanned: mimetype !== '', shares: Object.values(shares).flatMap(sharesIn) };
      } catch (error) {
        const trouble = troubleOf(error);
        if (trouble.kind === 'refused' && gone.includes(trouble.error)) return undefined;
        throw error;
      }
    },

    /**
     * Ids of the files of this name that people have seen in the channel since the message, newest first; only those of
     * so many bytes when that is given.
     */
    filesSince: async ({ channel, ts }: Spot, name: string, bytes?: number): Promise<string[]> => {
      // A file's time of creation is in whole seconds.
      const since = { channel, ts_from: String(Math.floor(Number(ts))), count: 200 };
      const answer = await patiently('files.list', patience, () => files.list(since));
      return fileList
        .parse(answer)
        .files.flatMap((each) => (each.name === name && (bytes === undefined || each.size === bytes) ? [each.id] : []));
    },

    discard: (id: string) => patiently('files.delete', patience, () => files.delete({ file: id })),
  };
}

const gone = ['file_not_found', 'file_deleted'];

/** Of one kind of channel: public or private. */
function sharesIn(kind: z.output<typeof shares>[string]): FileState['shares'] {
  return Object.entries(kind).flatMap(([channel, places]) =>
    places.map(({ thread_ts: thread }) => ({ channel, thread })),
  );
}
