import { z } from 'zod';
import { type Context, command } from '../src/core/command.ts';
import type { Button, Section } from '../src/core/reply.ts';
import { shorten } from '../src/core/suggest.ts';
import { saidOf } from './replies.ts';
import { manuals, type Words, wordsFor } from './words/words.ts';

/** Calls that get a line and a button of their own; the last button cancels all of them. */
const mostCalls = 4;

/** One's own pictures that wait or are being painted, each to be cancelled, and everybody's line. */
export const queue = command({
  name: 'queue',
  everyday: true,
  manuals: manuals((words) => words.queue),
  options: z.object({}),
  async *run(_, context) {
    const words = wordsFor(context.invocation.locale);
    const [mine, load] = await Promise.all([context.open({ person: context.invocation.person.id }), context.load()]);
    const calls = [...new Set(mine.map(({ invocation }) => invocation))].slice(0, mostCalls);
    const section = await sectionOf(calls, context, words);
    yield {
      state: 'done',
      whisper: true,
      text: [
        mine.length > 0 ? words.queue.mine(mine.length) : words.queue.none,
        words.queue.all(load.waiting, load.running),
      ].join(' '),
      ...(section && { sections: [section] }),
      buttons: buttonsOf(calls, words),
    };
  },
});

async function sectionOf(calls: readonly string[], { album }: Context, words: Words): Promise<Section | undefined> {
  const rows = await Promise.all(
    calls.map(async (invocation, at) => {
      const pictures = await album.of(invocation);
      const [first] = pictures;
      const said = first ? shorten(saidOf(first.request, first.notes)) : '';
      const states = pictures.some(({ state }) => state === 'running') ? words.usage.painting : words.usage.waiting;
      return { term: `${at + 1}.`, text: [said, `(${pictures.length}, ${states})`].filter(Boolean).join(' ') };
    }),
  );
  return rows.length > 0 ? { heading: words.queue.heading, rows } : undefined;
}

function buttonsOf(calls: readonly string[], { queue: words }: Words): Button[] {
  const each = calls.map((about, at) => ({ label: words.cancel(at + 1), command: 'cancel', about }));
  return calls.length > 1 ? [...each, { label: words.cancelAll, command: 'cancel' }] : each;
}
