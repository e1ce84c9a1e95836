import { z } from 'zod';
import { addMessage, isRoot, type Method, refuse } from './methods.ts';
import type { FakeFile, Workspace } from './model.ts';

/** How the fake treats files; tests change it while it runs. */
export interface FileHabits {
  /** Milliseconds until a completed file may be shown in a block. */
  scanDelay: number;
  /** Milliseconds until a shared file is in its channel. */
  shareDelay: number;
  /** How many of the next shares answer ok and never happen. */
  silentShareDrops: number;
  /** Refuses every block that shows a file. */
  refusesBlocks: boolean;
  /** Off for large measurements: then only the bytes' length is kept. */
  keepsBytes: boolean;
}

/** The file methods of the Web API. */
export function fileMethods(habits: FileHabits, uploadUrl: (id: string) => string): Readonly<Record<string, Method>> {
  return {
    'files.getUploadURLExternal': (workspace, args) => {
      const given = z.object({ filename: z.string().min(1), length: z.coerce.number().int().min(1) }).safeParse(args);
      if (!given.success) return refuse('invalid_arguments');
      // python-slack-sdk issue 1818: the share of such a file may silently never happen.
      if ('alt_txt' in args || 'alt_text' in args) return refuse('alt_text_breaks_sharing');
      const id = `F${workspace.next()}`;
      const { filename: name, length } = given.data;
      const file: FakeFile = {
        id,
        name,
        title: undefined,
        length,
        bytes: undefined,
        state: 'awaited',
        scannedAt: Number.POSITIVE_INFINITY,
        showable: true,
        sharedAt: new Map(),
      };
      workspace.files.set(id, file);
      return { ok: true, upload_url: uploadUrl(id), file_id: id };
    },

    'files.completeUploadExternal': (workspace, args) => {
      const given = complete.safeParse(args);
      if (!given.success) return refuse('invalid_arguments');
      const { files: named, channel_id: channel, thread_ts: thread } = given.data;
      const file = workspace.files.get(named[0]?.id ?? '');
      if (file?.state !== 'sent') return refuse(file ? 'file_update_failed' : 'file_not_found');
      if (channel !== undefined && !workspace.channels.get(channel)?.botIsIn) return refuse('not_in_channel');
      if (channel !== undefined && thread !== undefined && !isRoot(workspace, channel, thread)) {
        return refuse('thread_not_found');
      }
      file.state = 'completed';
      file.title = named[0]?.title;
      file.scannedAt = workspace.clock.now() + habits.scanDelay;
      file.showable = !habits.refusesBlocks;
      if (channel !== undefined) shareFile(workspace, file, channel, thread, habits);
      // Its scan has not begun, so Slack knows neither type nor shares yet.
      return { ok: true, files: [{ id: file.id, title: named[0]?.title, mimetype: '', shares: {} }] };
    },

    'files.info': (workspace, args) => {
      const file = workspace.files.get(String(args['file']));
      if (file?.state !== 'completed') return refuse('file_not_found');
      const there = sharesOf(workspace, file);
      const shares = there.length > 0 ? { public: Object.fromEntries(there) } : {};
      // Slack says nowhere that the scan is over, but knows the type only then (java-slack-sdk issue 1349).
      const mimetype = workspace.clock.now() < file.scannedAt ? '' : `image/${file.name.split('.').at(-1)}`;
      return { ok: true, file: { id: file.id, name: file.name, mimetype, shares } };
    },

    'files.list': (workspace, args) => {
      const given = z
        .object({ channel: z.string(), ts_from: z.coerce.number(), count: z.coerce.number() })
        .safeParse(args);
      if (!given.success) return refuse('invalid_arguments');
      const { channel, ts_from, count } = given.data;
      const there = [...workspace.files.values()].filter(
        (file) =>
          file.state === 'completed' &&
          sharesOf(workspace, file).some(([id, [share]]) => id === channel && Number(share?.ts) >= ts_from),
      );
      return {
        ok: true,
        files: there
          .reverse()
          .slice(0, count)
          .map(({ id, name, length: size }) => ({ id, name, size })),
      };
    },

    'files.delete': (workspace, args) => {
      const file = workspace.files.get(String(args['file']));
      if (!file || file.state === 'deleted') return refuse('file_not_found');
      file.state = 'deleted';
      return { ok: true };
    },
  };
}

/** By channel, what people see of a file there. */
function sharesOf(workspace: Workspace, file: FakeFile): [string, { ts: string; thread_ts?: string }[]][] {
  return [...file.sharedAt].flatMap(([channel, at]) => {
    const message = workspace.messages.find((each) => each.channel === channel && each.files.includes(file));
    if (!message || at > workspace.clock.now()) return [];
    return [[channel, [{ ts: message.ts, ...(message.thread && { thread_ts: message.thread }) }]]];
  });
}

const complete = z.object({
  files: z.array(z.object({ id: z.string(), title: z.string().optional() })).length(1),
  channel_id: z.string().optional(),
  thread_ts: z.string().optional(),
});

function shareFile(
  workspace: Workspace,
  file: FakeFile,
  channel: string,
  thread: string | undefined,
  habits: FileHabits,
): void {
  if (habits.silentShareDrops > 0) {
    habits.silentShareDrops--;
    return;
  }
  file.sharedAt.set(channel, workspace.clock.now() + habits.shareDelay);
  addMessage(workspace, { channel, text: '', thread, files: [file] });
}
