import type { Subject } from '../../core/invocation.ts';
import { Problem } from '../../core/problem.ts';
import type { Reply } from '../../core/reply.ts';
import type { Hanging, Spot } from '../../core/wall.ts';
import { messageKey } from './address.ts';
import type { Blind } from './blind.ts';
import type { Spot as MessageSpot } from './client.ts';
import { deliver } from './deliver.ts';
import { type Hung, writeHanging } from './hanging-address.ts';
import type { Showing } from './message.ts';
import { withOwnNames } from './names.ts';
import { lookFor, placeMessage } from './place.ts';
import { render } from './render.ts';
import type { SurfaceParts } from './surface.ts';
import { discardAll, discardOpen, discardShared, noteHidden } from './tidy.ts';
import { isTakenDown, wallProblem } from './wall-problem.ts';

export interface HangingParts extends SurfaceParts {
  readonly blind: Blind;
}

/** Of a message that was begun, or that another process may have posted: its files are known, or looked for. */
export type HangingProgress = Omit<Hung, 'team' | 'bot'>;

/**
 * One message of the bot's own accord, posted once and only edited from then on. `channel` is a channel's id, or somebody's,
 * which stands for their direct messages.
 */
export function createHanging(
  parts: HangingParts,
  { id }: Pick<Spot, 'id'>,
  channel: string,
  progress: HangingProgress,
): Hanging {
  const { me, blind } = parts;
  const of = { call: id, channel, askedAt: progress.since, insists: true };
  const beside = new Map<string, Subject>();
  let { spot } = progress;

  /** Does the work within the signal, and says what went wrong as walls do. */
  async function during(
    given: AbortSignal | undefined,
    work: (now: Showing & Pick<HangingProgress, 'sent'>) => Promise<void>,
  ): Promise<void> {
    if (me.bot === undefined) throw new Problem('place_silent', {}, { hint: 'Slack has not said yet who we are' });
    const { closing } = parts.client;
    const signal = given ? AbortSignal.any([given, closing]) : closing;
    try {
      await work({ ...parts, client: parts.client.until(signal), signal, sent: progress.sent });
    } catch (error) {
      signal.throwIfAborted();
      throw wallProblem(error, me.name, channel);
    }
  }

  /** The message that a process which is gone may have posted, where we may look. */
  async function begun(now: Showing): Promise<MessageSpot | undefined> {
    if (blind.has(channel)) return undefined;
    const found = await lookFor(now, of);
    if (found === 'unknown') blind.note(channel);
    return typeof found === 'object' ? found : undefined;
  }

  /** Words only, so that there is never a picture twice. Says whether it was posted just now. */
  async function place(reply: Reply, now: Showing): Promise<{ at: MessageSpot; fresh: boolean }> {
    spot ??= await begun(now);
    if (spot) return { at: spot, fresh: false };
    const { images: _, ...words } = reply;
    const placed = await placeMessage(now, of, render(words, undefined, new Map(), me.url), 'none', () => undefined);
    spot = placed.spot;
    return { at: spot, fresh: placed.fresh };
  }

  return {
    address: () => writeHanging({ ...progress, spot, team: me.team ?? '', bot: me.bot ?? '' }),
    message: () => spot && messageKey(spot),
    beside: () => beside,

    show: (given, signal) =>
      during(signal, async (now) => {
        const reply = withOwnNames(given, parts.commands ?? []);
        const { at, fresh } = await place(reply, now);
        if (fresh && !reply.images?.length) return;
        await discardShared(reply, progress, at, now);
        noteHidden(reply, progress);
        await deliver(reply, at, undefined, { ...progress, beside, resumed: !fresh }, now);
        await discardOpen(reply, progress, now);
      }),

    remove: (signal) =>
      during(signal, async (now) => {
        spot ??= await begun(now);
        const removed = spot ? now.client.remove(spot) : Promise.resolve();
        const failure = await removed.then(
          () => undefined,
          (error: unknown) => error,
        );
        // The pictures go also where the message stays.
        await discardAll(progress, spot, now);
        if (failure !== undefined && !isTakenDown(failure)) throw failure;
        spot = undefined;
      }),
  };
}
