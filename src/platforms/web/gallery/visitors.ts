import type { Context } from 'hono';
import type { Clock } from '../../../core/clock.ts';
import type { SealedCookies } from './sealed-cookies.ts';

/** Chats whose servers or workspaces a visitor can belong to. */
export const chats = ['discord', 'slack'] as const;

export type Chat = (typeof chats)[number];

/** Seconds. Whoever leaves a server is let in for so long at most; nobody wants to sign in more often. */
const week = 7 * 24 * 3600;

/** 4 KiB fit into a cookie, and a server's id is 20 characters. */
const mostCommunities = 100;

/** The end of the visit in milliseconds since 1970, and the ids of servers or workspaces on their chat. */
const form = /^(\d{1,15})((?:\.[A-Za-z0-9]{1,32})*)$/;

/** Who has signed in: nothing is known of them but the communities in which there are galleries. */
export interface Visitors {
  /** Servers and workspaces, unique over platforms. Undefined for whoever has not signed in lately. */
  communitiesOf(context: Context): Promise<readonly string[] | undefined>;
  /** Lets a person in for a week. `communities`: ids on their chat, at most 100 of them are remembered. */
  admit(context: Context, chat: Chat, communities: readonly string[]): Promise<void>;
  signOut(context: Context): void;
}

/** Keeps in the visitor's own browser where they belong, a cookie for each chat; nothing is kept here. */
export function createVisitors({ cookies, clock }: { cookies: SealedCookies; clock: Clock }): Visitors {
  const nameOf = (chat: Chat) => `easel_${chat}`;

  async function read(context: Context, chat: Chat): Promise<readonly string[] | undefined> {
    const [, until, ids = ''] = form.exec((await cookies.read(context, nameOf(chat))) ?? '') ?? [];
    // The browser's clock is the browser's.
    if (until === undefined || Number(until) <= clock.now()) return undefined;
    return ids
      .split('.')
      .slice(1)
      .map((id) => `${chat}:${id}`);
  }

  return {
    async communitiesOf(context) {
      const known = await Promise.all(chats.map((chat) => read(context, chat)));
      return known.every((each) => each === undefined) ? undefined : known.flatMap((each) => each ?? []);
    },
    admit(context, chat, communities) {
      const value = [clock.now() + week * 1000, ...communities.slice(0, mostCommunities)].join('.');
      return cookies.write(context, nameOf(chat), value, week);
    },
    signOut(context) {
      for (const chat of chats) cookies.remove(context, nameOf(chat));
    },
  };
}
