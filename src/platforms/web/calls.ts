import { randomUUID } from 'node:crypto';
import type { Image } from '../../core/image.ts';
import type { Reply } from '../../core/reply.ts';

/** How many calls the process remembers, of all browsers together; a card on the page weighs about 2 kB. */
export const remembered = 200;

/** One submission and the newest reply to it. */
export interface Call {
  /** UUID, chosen by the page so that a double submit is one call. */
  readonly id: string;
  /** Whose browser it is; only that one sees it. */
  readonly session: string;
  /** What was asked for, as one line of text that asks for the same again. */
  readonly asked: string;
  /** Undefined until the bot has said something. */
  readonly reply: Reply | undefined;
  /** Counts the replies, so that a page can tell whether it shows the newest. */
  readonly version: number;
  /** Another one after each restart, when counting begins anew. */
  readonly era: string;
}

/** The calls of this process, in memory. */
export interface Calls {
  add(call: Pick<Call, 'id' | 'session' | 'asked'>): Call;
  find(id: string): Call | undefined;
  /** One browser's calls, oldest first. */
  of(session: string): readonly Call[];
  /** Replaces the reply of a call and tells those who watch. */
  show(id: string, reply: Reply): void;
  /** Tells the id of each call of a browser whose reply is replaced, until the returned function is called. */
  watch(session: string, tell: (id: string) => void): () => void;
  /** A picture that is being shown to somebody; undefined for every other key. */
  picture(key: string): Image | undefined;
}

/** Remembers the newest calls; the oldest answered ones are forgotten first, open ones never. */
export function createCalls(limit = remembered): Calls {
  const calls = new Map<string, Call>();
  const era = randomUUID();
  const watchers = new Set<{ session: string; tell: (id: string) => void }>();

  function forget(): void {
    for (const { id, reply } of calls.values()) {
      if (calls.size <= limit) return;
      if (reply && reply.state !== 'working') calls.delete(id);
    }
  }

  return {
    add(given) {
      const call: Call = { ...given, reply: undefined, version: 0, era };
      calls.set(call.id, call);
      forget();
      return call;
    },
    find: (id) => calls.get(id),
    of: (session) => [...calls.values()].filter((call) => call.session === session),
    show(id, reply) {
      const call = calls.get(id);
      if (!call) return;
      calls.set(id, { ...call, reply, version: call.version + 1 });
      for (const { session, tell } of [...watchers]) if (session === call.session) tell(id);
    },
    watch(session, tell) {
      const watcher = { session, tell };
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    picture(key) {
      for (const { reply } of calls.values()) {
        const shown = reply?.images?.find(({ image }) => image.key === key);
        if (shown) return shown.image;
      }
      return undefined;
    },
  };
}
