import type { Right } from '../../core/invocation.ts';

/** Discord's permission bits and the names that its settings show (Discord: permissions). */
const permissions = {
  administrator: { bit: 1n << 3n, name: 'Administrator' },
  manageChannels: { bit: 1n << 4n, name: 'Manage Channels' },
  manageServer: { bit: 1n << 5n, name: 'Manage Server' },
  view: { bit: 1n << 10n, name: 'View Channel' },
  send: { bit: 1n << 11n, name: 'Send Messages' },
  manageMessages: { bit: 1n << 13n, name: 'Manage Messages' },
  attach: { bit: 1n << 15n, name: 'Attach Files' },
  history: { bit: 1n << 16n, name: 'Read Message History' },
  manageThreads: { bit: 1n << 34n, name: 'Manage Threads' },
  sendInThreads: { bit: 1n << 38n, name: 'Send Messages in Threads' },
};

/** Named when Discord refuses something in spite of what the interaction said, or where nothing was said. */
export const attachFiles = permissions.attach.name;
export const sendMessages = permissions.send.name;
export const viewChannel = permissions.view.name;
export const manageChannels = permissions.manageChannels.name;
export const manageThreads = permissions.manageThreads.name;

/** How a channel is written to: as it is, as a thread, or as a forum, whose settings call the first message of a post so. */
export type Writing = 'channel' | 'thread' | 'forum';

const createPosts = { ...permissions.send, name: 'Create Posts' };

/** Whether whoever has these bits sees a channel. */
export function maySee(granted: bigint): boolean {
  return mayDo(granted, permissions.view.bit);
}

export interface Standing {
  /** What the app may do in the channel: Discord's permission bits. */
  readonly granted: bigint;
  readonly inThread: boolean;
  /** Whether the app is a member of the server, not only of the person's account. */
  readonly inServer: boolean;
}

/**
 * The permissions without which a call's picture could not be shown, found before any work starts; none when all is well.
 * Pictures need Attach Files everywhere. In its servers the bot must also see and write in the channel: an interaction
 * can be answered without, but only for 15 minutes, and a picture that had to wait longer is edited in or posted by the
 * bot itself. A call that might lose its picture is not accepted.
 */
export function missingPermissions({ granted, inServer, inThread }: Standing): string[] {
  if (granted & permissions.administrator.bit) return [];
  const late = [permissions.view, inThread ? permissions.sendInThreads : permissions.send];
  const missing = [...(inServer ? late : []), permissions.attach].filter(({ bit }) => !(granted & bit));
  return missing.map(({ name }) => name);
}

/**
 * What galleries need in a channel and do not have. The history is for finding what was begun before a restart. In forums
 * only Manage Threads deletes a post (Discord: threads, permissions), and a picture that is deleted must go everywhere.
 */
export function missingOnWall(granted: bigint, writing: Writing): string[] {
  const { view, send, attach, history, sendInThreads, manageThreads: manage } = permissions;
  const writes = { channel: [send], thread: [sendInThreads], forum: [createPosts, sendInThreads, manage] }[writing];
  const missing = [view, ...writes, attach, history].filter(({ bit }) => !mayDo(granted, bit));
  return missing.map(({ name }) => name);
}

/** Whether tags that only moderators give can be given, and whether new ones can be made (Discord: forum tag object). */
export function tagRights(granted: bigint): { readonly gives: boolean; readonly makes: boolean } {
  const { manageThreads: gives, manageChannels: makes } = permissions;
  return { gives: mayDo(granted, gives.bit), makes: mayDo(granted, makes.bit) };
}

function mayDo(granted: bigint, bit: bigint): boolean {
  return isAdministrator(granted) || Boolean(granted & bit);
}

/**
 * Where a server's administrator adds the bot, with the permissions that it checks for, and with the history, without which
 * it cannot answer a message but only write beneath it (Discord: OAuth2, bot authorization; create message).
 */
export function inviteLink(application: string): string {
  const { view, send, attach, history, sendInThreads, manageThreads: manage } = permissions;
  const bits = [view, send, attach, history, sendInThreads, manage].reduce((sum, { bit }) => sum | bit, 0n);
  return `https://discord.com/oauth2/authorize?client_id=${application}&scope=bot+applications.commands&permissions=${bits}`;
}

/** The bits of a server's owner. */
export const everything = permissions.administrator.bit;

/** Whether no channel can take anything from whoever has these bits. */
export function isAdministrator(granted: bigint): boolean {
  return Boolean(granted & permissions.administrator.bit);
}

/** What a member's permission bits in a channel allow them towards others. */
export function rightsOf(granted: bigint): Right[] {
  const { administrator, manageServer, manageMessages } = permissions;
  if (granted & (administrator.bit | manageServer.bit)) return ['moderate', 'administer'];
  return granted & manageMessages.bit ? ['moderate'] : [];
}
