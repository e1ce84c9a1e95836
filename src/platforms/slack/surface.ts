import type { Clock } from '../../core/clock.ts';
import type { Images } from '../../core/image.ts';
import type { Invocation } from '../../core/invocation.ts';
import type { Log } from '../../core/log.ts';
import { Problem } from '../../core/problem.ts';
import type { Reply } from '../../core/reply.ts';
import type { Surface } from '../../core/surface.ts';
import { type Aside, messageKey, writeAddress } from './address.ts';
import type { SlackClient, SlackMethods } from './client.ts';
import { type Delivery, deliver } from './deliver.ts';
import { slackProblem, troubleOf } from './errors.ts';
import type { Me } from './identity.ts';
import { captionOf } from './invocation.ts';
import { lookFor, type Placed, placeMessage } from './place.ts';
import { render } from './render.ts';
import { createWhisper, type Whispered } from './whisper.ts';

/** chat.update allows about 50 a minute in a whole workspace, and a person looks every few seconds at most. */
const pace = 5000;

/**
 * Tells Slack that the call has arrived, and tells the person the reply with it where that is possible. Resolves with
 * whether the reply has been told.
 */
export type Acknowledge = (reply: Reply) => Promise<boolean>;

export interface SurfaceParts {
  readonly client: SlackClient;
  readonly apiUrl: string;
  readonly images: Images;
  readonly clock: Clock;
  readonly log: Log;
  readonly me: Me;
}

/** The parts while one reply is shown: waiting ends when the call or the platform does. */
type Showing = Omit<SurfaceParts, 'client'> & { readonly client: SlackMethods; readonly signal: AbortSignal };

/** How far a call's surface has got. */
export interface Progress extends Delivery, Whispered {
  placed: Placed;
}

/** A fresh call's. */
export function nothingYet(): Progress {
  return { placed: 'none', whispered: 'no', files: new Map(), shared: new Map(), resumed: false };
}

/**
 * A call's surface: an acknowledgement, then one message in the channel that is only edited. What is for the asker alone,
 * or what the channel does not take, is whispered `aside`. `acknowledge` is missing when there is nobody left to tell,
 * because the process that got the call is gone.
 */
export function createSurface(
  parts: SurfaceParts,
  call: Invocation,
  aside: Aside,
  progress: Progress,
  acknowledge?: Acknowledge,
): Surface {
  const caption = captionOf(call);
  const of = { call: call.id, channel: call.place.channel, askedAt: call.askedAt };
  let waiting = acknowledge;
  const whisper = createWhisper(aside, progress);

  /** Says whether the reply was told with it. */
  async function acknowledgeWith(reply: Reply, tell: Acknowledge): Promise<boolean> {
    waiting = undefined;
    // Until it is known to have arrived: whom Slack has told of a failure gets no message any more.
    progress.placed = 'closed';
    const told = await tell(reply).catch((cause: unknown) => {
      throw new Problem('place_unreachable', {}, { hint: 'Slack did not hear the acknowledgement', cause });
    });
    progress.placed = told ? 'closed' : 'none';
    if (told) progress.whispered = 'yes';
    return told;
  }

  async function showInChannel(reply: Reply, now: Showing): Promise<void> {
    const { spot, fresh } = await place(reply, now);
    if (fresh && !reply.images?.length) return;
    if (reply.state === 'working') await now.client.update(spot, render(reply, caption, progress.files), 0);
    else await deliver(reply, spot, caption, progress, now);
  }

  async function place(reply: Reply, now: Showing) {
    if (typeof progress.placed === 'object') return { spot: progress.placed, fresh: false };
    const { images: _, ...words } = reply;
    const placed = await placeMessage(now, of, render(words, caption, new Map()), progress.placed, (known) => {
      progress.placed = known;
    });
    progress.placed = placed.spot;
    return placed;
  }

  /** Whether the reply is for the asker alone, and nobody else has seen an earlier one. */
  async function isAside(reply: Reply, now: Showing): Promise<boolean> {
    if (progress.placed === 'closed') return true;
    if (!reply.whisper || reply.state === 'working' || typeof progress.placed === 'object') return false;
    const found = progress.placed === 'none' ? 'absent' : await lookFor(now, of);
    if (typeof found === 'object') progress.placed = found;
    return typeof found !== 'object';
  }

  return {
    pace,
    address() {
      const { placed, whispered, files, shared } = progress;
      const spot = typeof placed === 'object' ? placed : undefined;
      return writeAddress({ ...aside, spot, whispered: whispered === 'yes', files, shared });
    },
    message: () => (typeof progress.placed === 'object' ? messageKey(progress.placed) : undefined),
    async show(reply, signal) {
      const over = signal ? AbortSignal.any([signal, parts.client.closing]) : parts.client.closing;
      const now = { ...parts, client: parts.client.until(over), signal: over };
      try {
        if (waiting && (await acknowledgeWith(reply, waiting))) return;
        if (await isAside(reply, now)) await whisper(reply, now.client);
        else await showInChannel(reply, now);
      } catch (error) {
        over.throwIfAborted();
        if (isGone(error)) progress.placed = 'closed';
        throw slackProblem(error, parts.me.name, of.channel);
      }
    },
  };
}

/** Messages that are gone or locked stay so: from then on there is only the whisper. */
function isGone(error: unknown): boolean {
  const trouble = troubleOf(error);
  return trouble.kind === 'refused' && gone.includes(trouble.error);
}

/** `is_archived` is said by chat.postMessage; by chat.update `is_inactive`, when its channel is archived, frozen or deleted. */
const gone = [
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'channel_not_found',
  'is_archived',
  'is_inactive',
];
