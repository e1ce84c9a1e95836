import type { Clock } from '../../core/clock.ts';
import type { Images } from '../../core/image.ts';
import type { Log } from '../../core/log.ts';
import { Problem } from '../../core/problem.ts';
import type { Reply } from '../../core/reply.ts';
import type { Surface } from '../../core/surface.ts';
import { messageKey, type Spot, writeAddress } from './address.ts';
import { createInteraction } from './interaction.ts';
import { showLate } from './late.ts';
import { compose } from './payload.ts';
import { ephemeral, render } from './render.ts';
import type { Sender, Sending } from './rest.ts';

/** Between two edits, in milliseconds. Discord allows about five in two seconds; people read slower than either. */
const pace = 5000;

/** How long Discord's own "thinking…" is enough, in milliseconds: what is ready by then needs no word about the wait. */
const patience = 700;

/** For one word of progress, in milliseconds: it is sent once, and what comes next does not wait for it any longer. */
const progressWithin = 5000;

/** Callback types (Discord: receiving and responding). The last is for presses only. */
const answerWithMessage = 4;
const answerLater = 5;
const answerNothing = 6;

export interface SurfaceParts {
  readonly images: Images;
  readonly interactions: Sender;
  readonly bot: Sender;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The answer to one interaction. Its message is edited by the interaction's token, and by the bot's when that has
 * expired. `acknowledgedBefore`: Discord was told already, by another process. Otherwise it is told at the first reply, which
 * does no harm when it was told after all.
 */
export function createSurface(parts: SurfaceParts, spot: Spot, acknowledgedBefore: boolean): Surface {
  const { images, interactions, bot, clock, log } = parts;
  const interaction = createInteraction({ spot, sender: interactions, clock, log });
  const later = createLater(clock);
  let acknowledged = acknowledgedBefore;
  let begun = false;
  let whispered = spot.whispered;
  let lateMessage: string | undefined;

  const now = (): Spot => ({ ...spot, message: lateMessage ?? interaction.message, whispered });

  async function edit(reply: Reply, signal?: AbortSignal): Promise<void> {
    const how: Sending = {
      ...(reply.state === 'working' ? { within: progressWithin } : { repeat: true }),
      ...(signal && { signal }),
    };
    const payload = compose(reply, images, spot);
    if (await interaction.edit(payload, how)) return;
    // A whisper belongs to the interaction: without it, only everybody could be told.
    if (whispered) throw new Problem('place_unreachable', {}, { hint: 'a whisper came too late' });
    lateMessage = await showLate(reply, payload, now(), { bot, how, log });
  }

  async function acknowledge(reply: Reply, signal: AbortSignal | undefined): Promise<void> {
    const flags = reply.whisper ? ephemeral : 0;
    const whole = reply.state !== 'working' && !reply.images?.length ? render(reply) : undefined;
    const done = await interaction.acknowledge(
      whole
        ? { type: answerWithMessage, data: { ...whole, flags: whole.flags | flags } }
        : // A deferred answer takes no other flag; Components V2 are said at the first edit.
          { type: answerLater, data: { flags } },
    );
    acknowledged = true;
    whispered = reply.whisper ?? false;
    if (reply.state !== 'working') {
      if (!whole || !done) await edit(reply, signal);
    } else if (done || spot.reachable) later.start(patience, (over) => edit(reply, over));
    // Only the interaction leads there: nothing is painted before it is known to be acknowledged.
    else await edit(reply, signal);
  }

  return {
    pace,
    address: () => writeAddress(now()),
    message() {
      const { message } = now();
      // Nobody can react to a whisper.
      return message === undefined || whispered ? undefined : messageKey(message);
    },
    async show(reply, signal) {
      if (reply.state === 'working') refuseObstacle(spot);
      await later.stop();
      const first = !begun;
      begun = true;
      if (!acknowledged) return acknowledge(reply, signal);
      // The first reply decides who sees the answer, and it may not have been written down before the process ended.
      if (first && interaction.message === undefined) whispered ||= reply.whisper ?? false;
      await edit(reply, signal);
    },
  };
}

/**
 * The answer to a press: a message of its own, or nothing at all. What Discord calls the original is the answer as long as
 * there is one, and the message with the button after it was told that there is none.
 */
export function createPressSurface(parts: SurfaceParts, spot: Spot, acknowledgedBefore: boolean): Surface {
  const { interactions: sender, clock, log } = parts;
  return {
    ...createSurface(parts, spot, acknowledgedBefore),
    async acknowledge() {
      await createInteraction({ spot, sender, clock, log }).acknowledge({ type: answerNothing });
    },
  };
}

/** No work is begun whose picture could not be shown here; words alone are not kept back. */
function refuseObstacle({ missing }: Spot): void {
  if (missing.length > 0) throw new Problem('permission_missing', { permissions: missing });
}

/** Does something after a while, unless it is stopped first. Failing is no harm: what comes next is shown on its own. */
function createLater(clock: Clock) {
  let stopping = new AbortController();
  let done: Promise<void> | undefined;
  return {
    start(milliseconds: number, act: (signal: AbortSignal) => Promise<void>): void {
      stopping = new AbortController();
      const { signal } = stopping;
      done = clock
        .sleep(milliseconds, signal)
        .then(() => act(signal))
        .catch(() => undefined);
    },
    async stop(): Promise<void> {
      stopping.abort();
      await done;
    },
  };
}
