import type { Bot } from '../../../src/core/bot.ts';
import type { Command } from '../../../src/core/command.ts';
import type { Invocation, Subject } from '../../../src/core/invocation.ts';
import { plainEmoji } from '../../../src/core/meaning.ts';
import type { Surface } from '../../../src/core/surface.ts';
import { createClient } from '../../../src/platforms/slack/client.ts';
import { createGestures, type Gestures } from '../../../src/platforms/slack/gestures.ts';
import { createPeople } from '../../../src/platforms/slack/people.ts';
import { type ManualClock, manualClock } from '../../fakes/clock.ts';
import { memoryImages } from '../../fakes/images.ts';
import { type FakeSlack, startFakeSlack } from '../../fakes/slack.ts';
import { linesLog, me } from './chat.ts';

/** Presses and reactions as Slack delivers them, and a bot that does as the test says. */
export interface Stage {
  readonly slack: FakeSlack;
  readonly clock: ManualClock;
  readonly gestures: Gestures;
  /** What the log was told. */
  readonly lines: readonly string[];
  /** The messages that the bot was asked about. */
  readonly asked: readonly string[];
  readonly acknowledged: number;
  readonly ack: () => Promise<void>;
  /** What the bot does. */
  readonly does: {
    run(call: Invocation, surface: Surface): Promise<void>;
    shownBy(message: string): Promise<Subject | undefined>;
  };
}

export async function openStage(commands: readonly Command[]): Promise<Stage> {
  const clock = manualClock();
  const slack = await startFakeSlack({ clock, limited: false });
  const lines: string[] = [];
  const asked: string[] = [];
  let acknowledged = 0;
  const does: Stage['does'] = { run: async () => undefined, shownBy: async () => ({ about: 'slack:7' }) };
  const bot: Bot = {
    commands,
    run: (...call) => does.run(...call),
    refuse: (problem, _, surface) => surface.show({ state: 'failed', text: problem.code, whisper: true }),
    cancel: () => false,
    async shownBy(message) {
      asked.push(message);
      return does.shownBy(message);
    },
    begunBy: async () => undefined,
    recall: async () => undefined,
    meaningOf: async (emoji) => commands.find(({ reaction }) => reaction?.name === plainEmoji(emoji)),
    suggest: async () => [],
    takeUp: async () => undefined,
    close: async () => undefined,
  };
  const log = linesLog(lines);
  const { botToken, apiUrl } = slack;
  const client = createClient({ botToken, apiUrl, clock, log });
  const parts = { client, apiUrl, images: memoryImages(), clock, log, me };
  return {
    slack,
    clock,
    gestures: createGestures(bot, createPeople({ client, clock, log }), parts),
    lines,
    asked,
    get acknowledged() {
      return acknowledged;
    },
    ack: async () => void acknowledged++,
    does,
  };
}

/** A command that is nobody's but the tests'. */
export const roll: Command = {
  name: 'roll',
  reaction: { emoji: '🔁', name: 'repeat' },
  manuals: {},
  options: [],
  async *run() {},
};

/** What a press or a reaction of the tests calls. */
export const rolled = {
  command: 'roll',
  about: 'slack:7',
  input: { kind: 'fields', fields: {} },
  place: { platform: 'slack', channel: 'C1', community: 'T1' },
  askedAt: 1_700_000_000_000,
};
