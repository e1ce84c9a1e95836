import type { Bot } from '../../core/bot.ts';
import type { Clock } from '../../core/clock.ts';
import type { Command } from '../../core/command.ts';
import type { Images } from '../../core/image.ts';
import type { Invocation } from '../../core/invocation.ts';
import type { Address } from '../../core/journal.ts';
import type { Log } from '../../core/log.ts';
import { Problem } from '../../core/problem.ts';
import type { Reply } from '../../core/reply.ts';
import type { Surface } from '../../core/surface.ts';
import { type Aside, messageKey, writeAddress } from './address.ts';
import type { SlackClient } from './client.ts';
import { type Destination, destinationOf, isOurs, isPrivate } from './destination.ts';
import { isGone, slackProblem, troubleOf } from './errors.ts';
import type { FileIds } from './file-ids.ts';
import type { Open } from './forms.ts';
import { showHome } from './home.ts';
import type { Me } from './identity.ts';
import { isPerson, userOf } from './invocation.ts';
import { createMessage, type MessageProgress, type Showing } from './message.ts';
import { withOwnNames } from './names.ts';
import { render } from './render.ts';
import { survey } from './survey.ts';
import type { TakenCards } from './taken-cards.ts';
import type { Turns } from './turns.ts';
import { showUnfurl } from './unfurl.ts';
import { createWhisper, replaceWhisper, type Whispered } from './whisper.ts';

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
  /** What App Homes offer, and how each is typed here. */
  readonly commands?: readonly Command[];
  readonly fileIds?: FileIds;
  /** What a message of ours shows. */
  readonly shownBy?: Bot['shownBy'];
  readonly turns?: Turns;
  /** Without it, pictures never stand in cards. */
  readonly cards?: TakenCards;
}

/** How far a call's surface has got. */
export interface Progress extends MessageProgress, Whispered {}

/** A fresh call's. */
export function nothingYet(): Progress {
  return { placed: 'none', whispered: 'no', files: new Map(), shared: new Map(), beside: new Map(), resumed: false };
}

/**
 * A call's surface: an acknowledgement, then a form, or one message that is only edited, where the first reply says. What
 * is for the asker alone, or what the channel does not take, is whispered `aside`. `acknowledge` is missing when there is
 * nobody left to tell, because the process that got the call is gone; `open` also where Slack opens no forms.
 */
export function createSurface(
  parts: SurfaceParts,
  call: Invocation,
  aside: Aside,
  progress: Progress,
  acknowledge?: Acknowledge,
  open?: Open,
): Surface {
  const url = () => parts.me.url;
  const message = createMessage(parts, call, aside, progress);
  const whisper = createWhisper(aside, progress, url);
  let waiting = acknowledge;
  let opening = open;
  let destination: Destination | undefined;

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

  /** Only the first reply's trigger is fresh. Says whether its form is open. */
  async function opens(reply: Reply): Promise<boolean> {
    const isOpen = (await opening?.(reply)) ?? false;
    opening = undefined;
    if (isOpen) Object.assign(progress, { placed: 'closed', whispered: 'yes' });
    return isOpen;
  }

  /** Whether the reply is for the asker alone, and nobody else has seen an earlier one. */
  async function isAside(reply: Reply, to: Extract<Destination, { kind: 'message' | 'subject' }>, now: Showing) {
    if (progress.placed === 'closed') return true;
    if (!reply.whisper || isPrivate(reply) || typeof progress.placed === 'object') return false;
    if (to.kind === 'subject' || isUnheard(call, aside)) return false;
    return !(await message.isThere(to, now));
  }

  async function showOrWhisper(reply: Reply, now: Showing): Promise<void> {
    destination ??= destinationOf(reply, call, aside);
    if (destination.kind === 'home') return showHome(reply, call, now);
    if (destination.kind === 'unfurl') return showUnfurl(reply, destination.link, now);
    if (destination.kind === 'whisper') return replaceWhisper(reply, aside, now.client, url());
    if (!(await isAside(reply, destination, now))) return message.show(reply, destination, now);
    const thread = await message.thread(now);
    const listener = { user: userOf(call), channel: call.place.channel, thread };
    await whisper(reply, listener, now.client).catch((error: unknown) => tellAside(reply, error, now));
  }

  /** What went wrong reaches its asker also where the bot has been shut out: in their direct messages. */
  async function tellAside(reply: Reply, error: unknown, { client }: Showing): Promise<void> {
    if (reply.state !== 'failed' || troubleOf(error).kind !== 'refused') throw error;
    await client.post(userOf(call), render(reply, undefined, new Map(), url()), call.id);
  }

  return {
    pace,
    address: () => addressOf(progress, { ...aside, subject: message.subject }),
    message() {
      const spot = message.spot();
      return spot && messageKey(spot);
    },
    beside: () => progress.beside,
    subject: aside.subject !== undefined && !aside.fleeting && !isPerson(call.place.channel),
    fetch: (file) => parts.client.download(file),
    survey: (channel, signal) => survey(parts, channel, { signal, isThere: channel === call.place.channel }),
    async show(given, signal) {
      const reply = withOwnNames(given, parts.commands ?? []);
      const over = signal ? AbortSignal.any([signal, parts.client.closing]) : parts.client.closing;
      const now = { ...parts, client: parts.client.until(over), signal: over };
      try {
        if (waiting && (await acknowledgeWith(reply, waiting))) return;
        if (!aside.silent && !(await opens(reply))) await showOrWhisper(reply, now);
      } catch (error) {
        over.throwIfAborted();
        if (isGone(error)) progress.placed = 'closed';
        throw slackProblem(error, parts.me.name, channelOf(destination, call));
      }
    },
  };
}

function addressOf({ placed, whispered, files, shared }: Progress, aside: Aside): Address {
  const spot = typeof placed === 'object' ? placed : undefined;
  const { responseUrl, pressed, thread = '', subject, fleeting = false, home = false, silent = false, unfurl } = aside;
  const from = { responseUrl, pressed, thread, subject, fleeting, home, silent, unfurl };
  return writeAddress({ ...from, spot, whispered: whispered === 'yes', files, shared });
}

/** Whether a whisper would say nothing that a message does not: nobody else is there. */
function isUnheard({ place }: Invocation, aside: Aside): boolean {
  return aside.responseUrl === '' && isOurs(place.channel, aside);
}

function channelOf(destination: Destination | undefined, { place }: Invocation): string {
  return destination?.kind === 'message' ? destination.channel : place.channel;
}
