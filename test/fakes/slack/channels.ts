import type { ChannelRecord, Workspace } from './model.ts';

export function channelRecord(workspace: Workspace, name: string, changes: Partial<ChannelRecord>): ChannelRecord {
  const kind = changes.kind ?? 'public';
  const id = `${kind === 'direct' ? 'D' : 'C'}${workspace.next()}`;
  const record: ChannelRecord = { id, name, kind, person: undefined, botIsIn: true, refusal: undefined, ...changes };
  workspace.channels.set(id, record);
  return record;
}

/** Somebody's direct messages with the bot, which begin when either writes. */
export function directOf(workspace: Workspace, person: string): ChannelRecord {
  const known = [...workspace.channels.values()].find((each) => each.person === person);
  return known ?? channelRecord(workspace, 'directmessage', { kind: 'direct', person });
}
