import type { Clock } from '../../core/clock.ts';
import type { Images } from '../../core/image.ts';
import { Problem } from '../../core/problem.ts';
import type { Reply } from '../../core/reply.ts';
import type { Surface } from '../../core/surface.ts';
import type { SlackClient, SlackMethods, Spot } from './client.ts';
import { type Delivery, deliver } from './deliver.ts';
import { slackProblem, troubleOf } from './errors.ts';
import { render } from './render.ts';

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
  /** The bot's name, for people who have to invite it. */
  readonly name: string;
}

/** Where a call came from, and how to answer it. */
export interface Origin {
  /** The invocation's id: it goes into the message, so that support can find the call. */
  readonly call: string;
  readonly channel: string;
  /** Who asked for what, e.g. `/imagine · Ada`. */
  readonly caption: string;
  /** For answers that only the asker sees: 5 uses within 30 minutes. */
  readonly responseUrl: string;
  readonly acknowledge: Acknowledge;
}

/**
 * A slash command's or form's surface: an acknowledgement, then one message in the channel that is only edited. When
 * the channel does not take it, the asker is told in a whisper.
 */
export function createSurface(parts: SurfaceParts, origin: Origin): Surface {
  const delivery: Delivery = { files: new Map(), shared: new Set() };
  let acknowledged = false;
  let whispered = false;
  let spot: Spot | 'none' | 'closed' = 'none';

  async function place(reply: Reply, client: SlackMethods): Promise<Spot> {
    const { images: _, ...words } = reply;
    const message = render(words, origin.caption, new Map());
    try {
      return await client.post(origin.channel, message, origin.call);
    } catch (error) {
      if (!(await joined(error, client))) throw error;
      return await client.post(origin.channel, message, origin.call);
    }
  }

  /** Public channels say `not_in_channel` to strangers and let anyone in. */
  async function joined(error: unknown, client: SlackMethods): Promise<boolean> {
    const trouble = troubleOf(error);
    if (trouble.kind !== 'refused' || trouble.error !== 'not_in_channel') return false;
    return client.join(origin.channel).then(
      () => true,
      () => false,
    );
  }

  async function showInChannel(reply: Reply, client: SlackMethods, signal: AbortSignal | undefined): Promise<void> {
    const first = spot === 'none';
    const here = typeof spot === 'object' ? spot : await placeOnce(reply, client);
    if (first && !reply.images?.length) return;
    if (reply.state === 'working') await client.update(here, render(reply, origin.caption, delivery.files), 0);
    else await deliver(reply, here, origin.caption, delivery, { ...parts, client, signal });
  }

  async function placeOnce(reply: Reply, client: SlackMethods): Promise<Spot> {
    // Whatever becomes of the post, there is no second one: this one may exist although its answer was lost.
    spot = 'closed';
    const placed = await place(reply, client);
    spot = placed;
    return placed;
  }

  async function whisper(reply: Reply, client: SlackMethods): Promise<void> {
    // Five answers are all there are: none for progress.
    if (reply.state === 'working') return;
    // A picture cannot be whispered, so the asker is told that its message is gone.
    if (reply.images?.length) throw new Problem('place_unreachable', {});
    const again = whispered;
    whispered = true;
    const message = render(reply, undefined, new Map());
    await client.whisper(origin.responseUrl, { response_type: 'ephemeral', replace_original: again, ...message });
  }

  async function acknowledge(reply: Reply): Promise<boolean> {
    acknowledged = true;
    spot = 'closed';
    whispered = await origin.acknowledge(reply);
    if (!whispered) spot = 'none';
    return whispered;
  }

  /** Messages that are gone or locked stay so: from then on there is only the whisper. */
  function closeIfGone(error: unknown): void {
    if (error instanceof Problem || typeof spot === 'string') return;
    const trouble = troubleOf(error);
    if (trouble.kind === 'refused' && gone.includes(trouble.error)) spot = 'closed';
  }

  return {
    pace,
    async show(reply, signal) {
      const client = parts.client.until(signal);
      try {
        if (!acknowledged && (await acknowledge(reply))) return;
        const aside = reply.whisper && reply.state !== 'working' && spot === 'none';
        if (aside || spot === 'closed') await whisper(reply, client);
        else await showInChannel(reply, client, signal);
      } catch (error) {
        signal?.throwIfAborted();
        closeIfGone(error);
        throw slackProblem(error, parts.name, origin.channel);
      }
    },
  };
}

/** Of chat.update's errors. `is_inactive`: its channel is archived, frozen or deleted. */
const gone = ['message_not_found', 'cant_update_message', 'edit_window_closed', 'channel_not_found', 'is_inactive'];
