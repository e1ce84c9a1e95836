import type { Clock } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import type { SlackClient } from './client.ts';
import { troubleOf } from './errors.ts';
import { persist } from './persist.ts';

/** Who the bot token belongs to, as far as Slack has told by now. */
export interface Me {
  /** The bot's name, for people who have to invite it. */
  readonly name: string;
  /** The bot's id, as messages name their author. */
  readonly bot: string | undefined;
  /** Its user, as events name it. */
  readonly user: string | undefined;
  /** Its workspace. */
  readonly team?: string | undefined;
  /** Where that is, for links to messages: `https://fake.slack.com/`. */
  readonly url?: string | undefined;
}

/** As the manifest calls the bot. */
const usualName = 'Easel';

/**
 * Asks Slack who we are. While it does not answer, or has no time, the question is asked again in the background. Rejects
 * with the client's error when Slack refuses the token.
 */
export async function identify(parts: {
  readonly client: Pick<SlackClient, 'identify' | 'closing'>;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<Me> {
  const { client } = parts;
  let told: Awaited<ReturnType<SlackClient['identify']>> | undefined;
  const ask = async () => {
    told = await client.identify();
  };
  await ask().catch((error: unknown) => {
    if (troubleOf(error).kind === 'refused') throw error;
    void persist(ask, { ...parts, signal: client.closing, complaint: 'Slack does not say who we are' }, error);
  });
  return {
    get name() {
      return told?.user ?? usualName;
    },
    get bot() {
      return told?.bot_id;
    },
    get user() {
      return told?.user_id;
    },
    get team() {
      return told?.team_id;
    },
    get url() {
      return told?.url;
    },
  };
}
