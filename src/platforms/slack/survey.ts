import { Problem } from '../../core/problem.ts';
import type { Survey } from '../../core/wall.ts';
import type { ChannelInfo } from './channels.ts';
import type { SlackClient, SlackMethods } from './client.ts';
import { slackProblem, troubleOf } from './errors.ts';
import type { Me } from './identity.ts';

export interface SurveyParts {
  readonly client: SlackClient;
  readonly me: Me;
}

export interface Look {
  readonly signal?: AbortSignal | undefined;
  /** Whether the channel is surely there, as where somebody has just called. */
  readonly isThere?: boolean;
}

/** As Slack names its channels; nothing else is asked for. Somebody's direct messages (`D1`) are none. */
const channelId = /^[CG][A-Z0-9]+$/;

/** Without the scope for its kind, a channel is taken for a public one, which the bot enters when it posts. */
const unknown: ChannelInfo = { name: undefined, is_archived: false, is_mpim: false, is_im: false, is_private: false };

/**
 * Looks at a channel. Slack hides private ones from those outside, so one that is there all the same lacks an invitation.
 * Throws Problem `place_unreachable` or `place_silent`.
 */
export async function survey({ client, me }: SurveyParts, channel: string, look: Look): Promise<Survey> {
  const { signal = client.closing, isThere = false } = look;
  if (!channelId.test(channel)) throw new Problem('place_unreachable', {}, { hint: 'it is no channel of Slack’s' });
  if (me.team === undefined) throw new Problem('place_silent', {}, { hint: 'Slack has not said yet who we are' });
  const found = await lookAt(client.until(signal), channel, signal);
  if (found === 'archived' || (found === 'hidden' && !isThere)) {
    throw new Problem('place_unreachable', {}, { hint: `the channel is ${found}` });
  }
  const isHidden = found === 'hidden';
  return {
    name: isHidden || found.name === undefined || found.is_mpim ? undefined : `#${found.name}`,
    community: me.team,
    look: 'messages',
    restricted: false,
    isOpen: !isHidden && isForAll(found),
    missing: isHidden ? [`/invite @${me.name}`] : [],
  };
}

/**
 * Whether everybody in the workspace can read in a channel; nobody knows without the scope `channels:read`, and then it is
 * taken for one that they cannot. Throws Problem `place_unreachable` or `place_silent`.
 */
export async function isOpen({ client, me }: SurveyParts, channel: string, given?: AbortSignal): Promise<boolean> {
  const signal = given ?? client.closing;
  if (me.team === undefined) throw new Problem('place_silent', {}, { hint: 'Slack has not said yet who we are' });
  const found = channelId.test(channel) ? await lookAt(client.until(signal), channel, signal) : 'hidden';
  if (typeof found === 'string') throw new Problem('place_unreachable', {}, { hint: `the channel is ${found}` });
  return isForAll(found);
}

function isForAll(found: ChannelInfo): boolean {
  return found !== unknown && !found.is_private && !found.is_mpim && !found.is_im;
}

async function lookAt(
  client: SlackMethods,
  channel: string,
  signal: AbortSignal,
): Promise<ChannelInfo | 'hidden' | 'archived'> {
  try {
    const found = await client.channel(channel);
    return found.is_archived ? 'archived' : found;
  } catch (error) {
    signal.throwIfAborted();
    const trouble = troubleOf(error);
    if (trouble.kind !== 'refused') throw slackProblem(error, '', channel);
    return trouble.error === 'missing_scope' ? unknown : 'hidden';
  }
}
