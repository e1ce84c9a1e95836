import type { Invocation } from '../../core/invocation.ts';
import { leadsTo } from '../../core/leads-to.ts';
import type { Reply } from '../../core/reply.ts';
import { type Aside, messageKey } from './address.ts';
import type { SlackMethods, Spot } from './client.ts';
import { type Delivery, deliver } from './deliver.ts';
import type { Destination } from './destination.ts';
import { captionOf } from './invocation.ts';
import { lookFor, type Placed, placeMessage } from './place.ts';
import { render } from './render.ts';
import type { SurfaceParts } from './surface.ts';
import { findWithdrawn } from './withdraw.ts';

/** The parts while one reply is shown: waiting ends when the call or the platform does. */
export type Showing = Omit<SurfaceParts, 'client'> & { readonly client: SlackMethods; readonly signal: AbortSignal };

/** How far a call's message has got. */
export interface MessageProgress extends Delivery {
  placed: Placed;
}

type InChannel = Extract<Destination, { kind: 'message' | 'subject' }>;

/** A call's message: posted once where its first reply says, or that of another call, and then only edited. */
export function createMessage(parts: SurfaceParts, call: Invocation, aside: Aside, progress: MessageProgress) {
  /** Of the message that the call is about; undefined until Slack was asked. */
  let told: { readonly thread: string | undefined } | undefined;
  /** The message that the call is about. */
  let { subject } = aside;
  /** Whether people can press something there that is about this call. */
  let leads = false;

  /** The thread in which the call is answered. Whether a message that somebody reacted to is in one only Slack knows. */
  async function thread({ client, signal }: Pick<Showing, 'client' | 'signal'>): Promise<string | undefined> {
    const { thread: known = '', subject } = aside;
    if (known !== '?') return known || undefined;
    if (!subject) return undefined;
    told ??= { thread: await client.threadOf(subject).catch(() => undefined) };
    signal.throwIfAborted();
    return told.thread;
  }

  async function placeOf(to: InChannel, now: Showing) {
    const { channel, thread: wanted } = to.kind === 'message' ? to : { channel: call.place.channel, thread: undefined };
    const found = wanted === '?' ? await thread(now) : wanted;
    return { call: call.id, askedAt: call.askedAt, channel, ...(found && { thread: found }) };
  }

  async function place(reply: Reply, to: InChannel, now: Showing): Promise<{ spot: Spot; fresh: boolean }> {
    if (typeof progress.placed === 'object') return { spot: progress.placed, fresh: false };
    if (to.kind === 'subject' && subject) {
      const at = aside.thread === '?' ? await thread(now) : undefined;
      subject = at === undefined ? subject : await messageOf(subject, at, call, parts);
      progress.placed = subject;
      return { spot: subject, fresh: false };
    }
    const { images: _, ...words } = reply;
    const message = render(words, captionFor(), new Map(), parts.me.url);
    const placed = await placeMessage(now, await placeOf(to, now), message, progress.placed, (known) => {
      progress.placed = known;
    });
    progress.placed = placed.spot;
    return placed;
  }

  const isSubjects = () => typeof progress.placed === 'object' && isSame(progress.placed, subject);

  /** Under another call's message its own last line would name the wrong person. */
  function captionFor(): string | undefined {
    if (isSubjects() && !leads) return undefined;
    const isTyped = !parts.commands?.some(({ name, hidden }) => hidden && name === call.command);
    return isTyped ? captionOf(call) : call.person.name;
  }

  /** Under another call's message, pictures may lie in its thread that others have shared, or that shall go. */
  async function deliverLast(reply: Reply, spot: Spot, caption: string | undefined, now: Showing): Promise<void> {
    if (!isSubjects()) return deliver(reply, spot, caption, progress, now);
    const thread = { channel: spot.channel, ts: spot.thread ?? spot.ts };
    const withdrawn = await findWithdrawn(reply, thread, now.client);
    await deliver(reply, spot, caption, { ...progress, resumed: true }, now);
    // One that cannot be deleted stays in the thread: the message itself is as it should be.
    for (const file of withdrawn) await now.client.discard(file).catch(() => undefined);
  }

  return {
    thread,
    get subject() {
      return subject;
    },
    /** The message that people see as this call's: another's becomes so only when it leads to it. */
    spot: () => (typeof progress.placed === 'object' && (!isSubjects() || leads) ? progress.placed : undefined),

    /** Finds out whether the message is there already. */
    async isThere(to: InChannel, now: Showing): Promise<boolean> {
      if (typeof progress.placed === 'object') return true;
      if (progress.placed === 'none') return false;
      const found = await lookFor(now, await placeOf(to, now));
      if (typeof found === 'object') progress.placed = found;
      return typeof found === 'object';
    },

    async show(reply: Reply, to: InChannel, now: Showing): Promise<void> {
      leads ||= leadsTo(call, reply);
      const { spot, fresh } = await place(reply, to, now);
      if (fresh && !reply.images?.length) return;
      const caption = captionFor();
      if (reply.state !== 'working') {
        const last = () => deliverLast(reply, spot, caption, now);
        if (isSubjects() && now.turns) await now.turns.take(spot, last, now.signal);
        else await last();
        return;
      }
      await now.client.update(spot, render(reply, caption, progress.files, parts.me.url), 0);
    },
  };
}

/** A hidden picture that somebody reacted to lies in the thread of its message, which is the one to change. */
async function messageOf(spot: Spot, root: string, { about }: Invocation, { shownBy }: SurfaceParts): Promise<Spot> {
  const above = { channel: spot.channel, ts: root };
  const shown = await shownBy?.(messageKey(above)).catch(() => undefined);
  return shown !== undefined && shown.about === about ? above : { ...spot, thread: root };
}

function isSame(spot: Spot, other: Spot | undefined): boolean {
  return spot.channel === other?.channel && spot.ts === other.ts;
}
