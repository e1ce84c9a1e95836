import type { Takes } from './blocks.ts';
import type { FakeMessage, Workspace } from './model.ts';

export type Answer = { ok: true; [key: string]: unknown } | { ok: false; error: string; [key: string]: unknown };

export type Method = (workspace: Workspace, args: Readonly<Record<string, unknown>>) => Answer;

/** A refusal as the Web API words it. */
export function refuse(error: string, messages: readonly string[] = []): Answer {
  return { ok: false, error, ...(messages.length > 0 && { response_metadata: { messages } }) };
}

/** Slack shows PNG, JPEG and GIF in blocks (image block reference). */
export function canShow(workspace: Workspace, id: string): boolean {
  const file = workspace.files.get(id);
  if (file?.state !== 'completed' || !file.showable || workspace.clock.now() < file.scannedAt) return false;
  return !/\.(webp|avif)$/.test(file.name);
}

/** What the workspace takes in the blocks of a message, or of an App Home. */
export function takesIn(workspace: Workspace, place: 'message' | 'home'): Takes {
  return { file: (id) => canShow(workspace, id), cards: workspace.cards[place] };
}

/** Whether a thread can begin there: an answer in a thread begins none. */
export function isRoot({ messages }: Workspace, channel: string, ts: string): boolean {
  return messages.some((each) => each.channel === channel && each.ts === ts && !each.thread);
}

export function addMessage(
  workspace: Workspace,
  { channel, text, ...rest }: Pick<FakeMessage, 'channel' | 'text'> & Partial<FakeMessage>,
): FakeMessage {
  const message: FakeMessage = {
    ts: workspace.timestamp(),
    channel,
    thread: undefined,
    author: workspace.bot.user,
    text,
    blocks: [],
    files: [],
    previews: new Map(),
    metadata: undefined,
    edits: 0,
    deleted: false,
    locked: false,
    ...rest,
  };
  workspace.messages.push(message);
  workspace.changed();
  return message;
}
