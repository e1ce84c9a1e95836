import { commands } from '../../commands/index.ts';
import { failure } from '../../commands/replies.ts';
import { createBot } from '../../src/core/bot.ts';
import type { Store } from '../../src/store/store.ts';
import { recordedGenerate } from '../../test/fakes/generation.ts';
import { invocationOf } from '../../test/fakes/invocation.ts';
import { recordedLog } from '../../test/fakes/log.ts';
import { type Spread, spreadOf } from '../statistics.ts';
import { community, person } from './fill.ts';

const runs = 500;
/** First ones compile and fill caches. */
const warmUps = 25;

/** What people type on their way to something that is there, and to something that is not. */
const typed = {
  prompt: ['', 'f', 'fox', 'a fox 99', 'in soft light', 'a hen'],
  seed: ['', '1', '1099', 'fox', 'hen'],
  style: ['', 'n', 'noir', 'paper', 'xyz'],
  preset: ['', 'p', 'preset4', 'noir', 'xyz'],
} as const;

export const options = ['prompt', 'seed', 'style', 'preset'] as const;

/** Milliseconds from the question to the values, without the chat around it. Throws when nothing is ever suggested. */
export async function measure(store: Store, option: (typeof options)[number]): Promise<Spread> {
  const { generate } = recordedGenerate();
  const { album, settings } = store;
  const bot = createBot({
    ...{ commands, generate, album, settings, defaultModel: '2.1 Pro', explain: failure, log: recordedLog() },
  });
  const place = { platform: 'discord', channel: '7', community };
  const taken: number[] = [];
  let found = 0;
  for (let run = 0; run < runs + warmUps; run++) {
    const words = typed[option][run % typed[option].length] ?? '';
    const startedAt = performance.now();
    const asked = invocationOf('', { person: { id: person, name: 'Ada' }, place, askedAt: Date.now() });
    found += (await bot.suggest(asked, option, words)).length;
    taken.push(performance.now() - startedAt);
  }
  if (found === 0) throw new Error(`nothing was suggested for ${option}`);
  return spreadOf(taken.slice(warmUps));
}
