import { randomUUID } from 'node:crypto';
import type { Bot } from '../../core/bot.ts';
import type { Clock } from '../../core/clock.ts';
import type { Suggestion } from '../../core/command.ts';
import type { Images } from '../../core/image.ts';
import type { Input, Invocation } from '../../core/invocation.ts';
import { Problem } from '../../core/problem.ts';
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
  readonly about?: string | undefined;
  readonly picture?: number | undefined;
  /** Whether what was pressed calls a command that there is; a line is always read. */
  readonly known?: boolean;
}

/** A field that somebody is filling in. */
export interface Typing {
  readonly command: string;
  /** `Option.key`. */
  readonly option: string;
  readonly typed: string;
  readonly about?: string | undefined;
}

export interface Asking {
  /**
   * Starts a call and resolves when it is acknowledged; undefined when it has nothing to say. The same id with the same
   * text is the same call, however often it comes; the same id with another text is another call, since swallowing words
   * would be worse than a second picture.
   */
  ask(id: string, question: Question, asker: Asker): Promise<Call | undefined>;
  /** Runs a call that nobody needs to follow, such as help for a page of its own, and resolves with its last reply. */
  look(question: Question, asker: Asker): Promise<Reply | undefined>;
  /** Values for a field, best first. */
  suggest(typing: Typing, asker: Asker): Promise<readonly Suggestion[]>;
  /** Ends a call. Says whether it was running. */
  cancel(id: string): boolean;
}

export function createAsking(parts: { bot: Bot; images: Images; clock: Clock; calls: Calls }): Asking {
  const { bot, images, clock, calls } = parts;

  function invocationOf(id: string, question: Omit<Question, 'asked'>, { session, locale }: Asker): Invocation {
    const { command, input, about, picture } = question;
    return {
      id: `web:${id}`,
      command,
      input,
      person: { id: `web:${session}`, name: 'studio' },
      place: { platform: 'web', channel: session, community: undefined, direct: true },
      about,
      picture,
      locale,
      askedAt: clock.now(),
    };
  }

  return {
    async ask(wanted, question, asker) {
      const { asked, about, picture, known = true } = question;
      const { session } = asker;
      const same = calls.find(wanted);
      if (same?.session === session && same.asked === asked && same.about === about && same.picture === picture) {
        return same;
      }
      const id = same ? randomUUID() : wanted;
      const surface = showOnCard(images, calls, calls.add({ id, session, asked, about, picture }));
      const invocation = invocationOf(id, question, asker);
      const acknowledged = Promise.withResolvers<void>();
      const leave = calls.watch(session, (shown) => shown === id && acknowledged.resolve());
      const ended = known
        ? bot.run(invocation, surface)
        : bot.refuse(new Problem('button_unknown', {}), invocation, surface);
      await Promise.race([acknowledged.promise, ended]);
      leave();
      return calls.find(id);
    },
    async look(question, asker) {
      let last: Reply | undefined;
      const surface = createSurface(images, (reply) => {
        last = reply;
      });
      await bot.run(invocationOf(randomUUID(), question, asker), surface);
      return last;
    },
    suggest({ command, option, typed, about }, asker) {
      const input = { kind: 'text', text: '' } as const;
      return bot.suggest(invocationOf(randomUUID(), { command, input, about }, asker), option, typed);
    },
    cancel: (id) => bot.cancel(`web:${id}`),
  };
}
