import { Problem } from '../../core/problem.ts';
import type { Reply } from '../../core/reply.ts';
import type { Aside } from './address.ts';
import type { SlackMethods } from './client.ts';
import type { Channel } from './messages.ts';
import { render } from './render.ts';

export interface Whispered {
  /** Whether the asker alone was told the last word, or may have been. */
  whispered: 'yes' | 'perhaps' | 'no';
}

/** Somebody who is told something where no address for it came with the call. */
export interface Listener extends Channel {
  readonly user: string;
}

type Client = Pick<SlackMethods, 'whisper' | 'whisperTo'>;

/**
 * Tells a call's asker alone, over what they were told so before: a whisper takes the place of the one before it, except
 * after a press, where that would take the place of the message under the button, and where Slack gave no address for
 * it. `url` is where the workspace is. Throws Problem `place_unreachable` for what cannot be whispered.
 */
export function createWhisper({ responseUrl, pressed }: Aside, progress: Whispered, url: () => string | undefined) {
  /** The words of the newest whisper that has arrived. */
  let said: string | undefined;
  const stays = pressed || responseUrl === '';

  return async (reply: Reply, to: Listener, client: Client): Promise<void> => {
    const over = progress.whispered === 'yes';
    if (reply.state === 'working') {
      if (over) throw new Problem('place_unreachable', {}, { hint: 'the last word was whispered already' });
      // Five answers are all there are: none for progress.
      return;
    }
    // A picture cannot be whispered, so the asker is told that its message is gone.
    if (reply.images?.length) throw new Problem('place_unreachable', {});
    const message = render(reply, undefined, new Map(), url());
    // It stays where it is, so it is not said again. What another process has said was the same.
    if (stays && over && message.text === (said ?? message.text)) return;
    const again = progress.whispered !== 'no';
    progress.whispered = stays ? 'perhaps' : 'yes';
    if (responseUrl === '') await client.whisperTo(to.user, to, message);
    else {
      const at = { replace_original: again && !stays, ...(to.thread !== undefined && { thread_ts: to.thread }) };
      await client.whisper(responseUrl, { response_type: 'ephemeral', ...at, ...message });
    }
    progress.whispered = 'yes';
    said = message.text;
  };
}

/** Puts a last word in the place of the whisper that the asker has pressed something in. Throws Problem `place_unreachable`. */
export async function replaceWhisper(
  reply: Reply,
  { responseUrl }: Aside,
  client: Pick<SlackMethods, 'whisper'>,
  url: string | undefined,
): Promise<void> {
  const message = render(reply, undefined, new Map(), url);
  await client.whisper(responseUrl, { response_type: 'ephemeral', replace_original: true, ...message });
}
