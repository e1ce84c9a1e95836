import { randomUUID } from 'node:crypto';
import type { Bot } from '../../core/bot.ts';
import type { Clock } from '../../core/clock.ts';
import type { Images } from '../../core/image.ts';
import type { Input, Invocation } from '../../core/invocation.ts';
import type { Reply } from '../../core/reply.ts';
import type { Call, Calls } from './calls.ts';
import { createSurface, showOnCard } from './surface.ts';

/** Who is asking, as far as the studio knows. */
export interface Asker {
  /** UUID of the browser session. */
  readonly session: string;
  /** BCP 47. */
  readonly locale: string;
}

/** What was asked for, read from a form. */
export interface Question {
  readonly command: string;
  readonly input: Input;
  /** The same as one line of text. */
  readonly asked: string;
}

export interface Asking {
  /**
   * Starts a call and resolves when it is acknowledged. The same id with the same text is the same call, however often
   * it comes; the same id with another text is another call, since swallowing words would be worse than a second picture.
   */
  ask(id: string, question: Question, asker: Asker): Promise<Call>;
  /** Runs a call that nobody needs to follow, such as help for a page of its own, and resolves with its last reply. */
  look(question: Question, asker: Asker): Promise<Reply | undefined>;
  /** Ends a call. Says whether it was running. */
  cancel(id: string): boolean;
}

export function createAsking(parts: { bot: Bot; images: Images; clock: Clock; calls: Calls }): Asking {
  const { bot, images, clock, calls } = parts;

  function invocationOf(id: string, { command, input }: Question, { session, locale }: Asker): Invocation {
    return {
      id: `web:${id}`,
      command,
      input,
      person: { id: `web:${session}`, name: 'studio' },
      place: { platform: 'web', channel: session, community: undefined },
      locale,
      askedAt: clock.now(),
    };
  }

  return {
    async ask(wanted, question, asker) {
      const { asked } = question;
      const known = calls.find(wanted);
      if (known && known.session === asker.session && known.asked === asked) return known;
      const id = known ? randomUUID() : wanted;
      const call = calls.add({ id, session: asker.session, asked });
      const surface = showOnCard(images, calls, { id, session: asker.session, asked });
      const acknowledged = Promise.withResolvers<void>();
      const leave = calls.watch(asker.session, (shown) => shown === id && acknowledged.resolve());
      await Promise.race([acknowledged.promise, bot.run(invocationOf(id, question, asker), surface)]);
      leave();
      return calls.find(id) ?? call;
    },
    async look(question, asker) {
      let last: Reply | undefined;
      const surface = createSurface(images, (reply) => {
        last = reply;
      });
      await bot.run(invocationOf(randomUUID(), question, asker), surface);
      return last;
    },
    cancel: (id) => bot.cancel(`web:${id}`),
  };
}
