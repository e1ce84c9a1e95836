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
  /** The invocation that it is about, and which picture of it, when it came from a card. */
  readonly about?: string | undefined;
  readonly picture?: number | undefined;
  /** Its card: the id of the call that the card was made for, which is mostly this one. */
  readonly spot: string;
  /** Undefined until the bot has said something. */
  readonly reply: Reply | undefined;
  /** Counts the replies on the card, so that a page can tell whether it shows the newest. */
  readonly version: number;
  /** Another one after each restart, when counting begins anew. */
  readonly era: string;
}

/** The calls of this process, in memory. */
export interface Calls {
  add(call: Pick<Call, 'id' | 'session' | 'asked' | 'about' | 'picture'>): Call;
  find(id: string): Call | undefined;
  /** What one browser's cards show, oldest card first. What came from a card has none before it says something. */
  of(session: string): readonly Call[];
  /** Replaces the reply of a call and tells those who watch. The first reply decides on which card. */
  show(id: string, reply: Reply): void;
  /** Takes a call away that has nothing more to say. */
  remove(id: string): void;
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

  /** The newest call on each card, in the order of the cards. */
  function shown(): readonly Call[] {
    const cards = new Map<string, Call>();
    for (const call of calls.values()) {
      if (call.reply || call.about === undefined) cards.set(`${call.session}/${call.spot}`, call);
    }
    return [...cards.values()];
  }

  const onCard = (session: string, spot: string) =>
    shown().find((call) => call.session === session && call.spot === spot);

  /** A card of another browser is never replaced. One that a restart has made us forget may still be on the page. */
  function spotFor({ id, session, about }: Call, { where }: Reply): string {
    const subject = where === 'subject' ? spotOf(about) : undefined;
    if (subject === undefined) return id;
    const known = calls.get(subject);
    if (!known) return subject;
    return known.session === session ? known.spot : id;
  }

  return {
    add(given) {
      const call: Call = { ...given, spot: given.id, reply: undefined, version: 0, era };
      calls.set(call.id, call);
      forget();
      return call;
    },
    find: (id) => calls.get(id),
    of: (session) => shown().filter((call) => call.session === session),
    show(id, reply) {
      const call = calls.get(id);
      if (!call) return;
      const spot = call.reply ? call.spot : spotFor(call, reply);
      const before = call.spot === spot ? call : onCard(call.session, spot);
      calls.set(id, { ...call, spot, reply, version: (before?.version ?? 0) + 1 });
      // A newer call may have taken its card.
      if (onCard(call.session, spot)?.id !== id) return;
      for (const { session, tell } of [...watchers]) if (session === call.session) tell(id);
    },
    remove: (id) => void calls.delete(id),
    watch(session, tell) {
      const watcher = { session, tell };
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    picture(key) {
      for (const { reply } of shown()) {
        const found = reply?.images?.find(({ image }) => image.key === key);
        if (found) return found.image;
      }
      return undefined;
    },
  };
}

/** The id of the card of an invocation, or of a message, that is the studio's; both are named alike. */
export function spotOf(name: string | undefined): string | undefined {
  return /^web:([\da-f-]{36})$/.exec(name ?? '')?.[1];
}
