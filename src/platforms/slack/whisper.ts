import { Problem } from '../../core/problem.ts';
import type { Reply } from '../../core/reply.ts';
import type { Aside } from './address.ts';
import type { SlackMethods } from './client.ts';
import { render } from './render.ts';

export interface Whispered {
  /** Whether the asker alone was told the last word, or may have been. */
  whispered: 'yes' | 'perhaps' | 'no';
}

/**
 * Tells a call's asker alone, over what they were told so before: a whisper takes the place of the one before it, except
 * after a press, where that would take the place of the message under the button. Throws Problem `place_unreachable` for
 * what cannot be whispered.
 */
export function createWhisper({ responseUrl, pressed }: Aside, progress: Whispered) {
  /** The words of the newest whisper that has arrived. */
  let said: string | undefined;

  return async (reply: Reply, client: Pick<SlackMethods, 'whisper'>): Promise<void> => {
    const over = progress.whispered === 'yes';
    if (reply.state === 'working') {
      if (over) throw new Problem('place_unreachable', {}, { hint: 'the last word was whispered already' });
      // Five answers are all there are: none for progress.
      return;
    }
    // A picture cannot be whispered, so the asker is told that its message is gone.
    if (reply.images?.length) throw new Problem('place_unreachable', {});
    // Nobody hears it; the log has it.
    if (responseUrl === '') return;
    const message = render(reply, undefined, new Map());
    // It stays where it is, so it is not said again. What another process has said was the same.
    if (pressed && over && message.text === (said ?? message.text)) return;
    const again = progress.whispered !== 'no';
    progress.whispered = pressed ? 'perhaps' : 'yes';
    await client.whisper(responseUrl, { response_type: 'ephemeral', replace_original: again && !pressed, ...message });
    progress.whispered = 'yes';
    said = message.text;
  };
}
