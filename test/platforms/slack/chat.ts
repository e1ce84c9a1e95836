import { commands } from '../../../commands/index.ts';
import { failure, sentenceOf } from '../../../commands/replies.ts';
import { type Bot, type BotParts, createBot } from '../../../src/core/bot.ts';
import { type Clock, systemClock } from '../../../src/core/clock.ts';
import type { Generate, Order } from '../../../src/core/generation.ts';
import type { Image, ImageType } from '../../../src/core/image.ts';
import type { Journal } from '../../../src/core/journal.ts';
import type { Log } from '../../../src/core/log.ts';
import type { Problem } from '../../../src/core/problem.ts';
import type { Me } from '../../../src/platforms/slack/identity.ts';
import { slackManifest } from '../../../src/platforms/slack/manifest.ts';
import { withOwnNames } from '../../../src/platforms/slack/names.ts';
import { type SlackPlatform, startSlack } from '../../../src/platforms/slack/start.ts';
import { memoryImages, pngBytes } from '../../fakes/images.ts';
import { type FakeSlack, startFakeSlack } from '../../fakes/slack.ts';
import { hastyClock } from './clock.ts';
import { serveListener } from './listener.ts';

export interface Chat {
  readonly slack: FakeSlack;
  readonly bot: Bot;
  readonly platform: SlackPlatform;
  /** Where Slack's requests go in HTTP mode. */
  readonly url: string | undefined;
  /** The pictures that were ordered, in order. */
  readonly orders: readonly Order[];
  /** What the log was told, a line each, with its fields as JSON. */
  readonly log: readonly string[];
  /** The stored picture that `generate` returns. */
  readonly picture: Image;
  /** Stores another one, different for each seed. */
  keep(seed: number, type?: ImageType): Promise<Image>;
  close(): Promise<void>;
}

export interface ChatSettings {
  readonly mode?: 'socket' | 'http';
  /** One for whom waiting takes no time, when it is left out. */
  readonly clock?: Clock;
  readonly scopes?: readonly string[];
  /** What the app is subscribed to; all when left out. */
  readonly events?: readonly string[];
  /** Whether Slack keeps up its rate limits. */
  readonly limited?: boolean;
  readonly type?: ImageType;
  /** Awaited before the picture is there. */
  readonly painting?: Promise<void>;
  /** A Slack that is there already, for a process that starts again. It is not closed with the chat. */
  readonly slack?: FakeSlack;
  readonly journal?: Journal;
  /** Where the web galleries are. */
  readonly publicUrl?: string;
  /** What the bot knows beside the pictures. */
  readonly bot?: Partial<BotParts>;
}

/** A bot with the real commands in the real Bolt, connected to a fake Slack; only the painting is a stub. */
export async function startChat(settings: ChatSettings = {}): Promise<Chat> {
  const {
    mode = 'socket',
    clock = hastyClock(),
    scopes,
    events,
    limited = true,
    type = 'image/png',
    painting,
    journal,
  } = settings;
  // Slack's own patience runs in real time, so that a clock which skips every sleep does not skip that one.
  const slackClock = { now: () => clock.now(), sleep: systemClock.sleep };
  const asked = { ...(scopes && { scopes }), ...(events && { events }) };
  const slack = settings.slack ?? (await startFakeSlack({ clock: slackClock, limited, ...asked }));
  const images = memoryImages();
  const picture = await images.put(pngBytes(50_000), type, { width: 1024, height: 576 });
  const orders: Order[] = [];
  const lines: string[] = [];
  const bot = createBot({
    commands,
    generate: stub(picture, orders, clock, painting),
    explain: failure,
    defaultModel: '2.1 Pro',
    log: linesLog(lines),
    journal,
    // Its heartbeat is a clock's that really waits.
    clock: journal ? systemClock : clock,
    ...settings.bot,
  });
  const { publicUrl } = settings;
  const { features } = slackManifest({ commands: bot.commands, mode: 'socket', publicUrl });
  slack.install(features.shortcuts, features.unfurl_domains);
  const secrets = mode === 'http' ? { signingSecret: slack.signingSecret } : { appToken: slack.appToken };
  const platform = await startSlack({
    bot,
    images,
    clock,
    log: linesLog(lines),
    botToken: slack.botToken,
    apiUrl: slack.apiUrl,
    publicUrl,
    ...secrets,
  });
  const web = platform.requestListener && (await serveListener(platform.requestListener));
  if (web) slack.sendTo(web.url);
  return {
    slack,
    bot,
    platform,
    url: web?.url,
    orders,
    log: lines,
    picture,
    keep: (seed, type = 'image/png') => images.put(pngBytes(2000, seed), type, { width: 512, height: 512 }),
    async close() {
      await platform.close();
      await bot.close(0);
      await web?.close();
      if (!settings.slack) await slack.close();
    },
  };
}

function stub(image: Image, orders: Order[], clock: Clock, painting: Promise<void> | undefined): Generate {
  return async function* (order) {
    yield { ahead: 0, since: clock.now(), again: undefined };
    orders.push(order);
    await painting;
    return {
      request: order.request,
      image,
      elapsed: 7200,
      waited: 0,
      upstreamElapsed: undefined,
      requestId: undefined,
      expandedPrompt: undefined,
    };
  };
}

/** A log that tests can read. Errors are written with everything they have, so that a leak would be seen. */
export function linesLog(lines: string[]): Log {
  const write = (level: string) => (fields: object, message: string) => {
    lines.push(
      `${level} ${message} ${JSON.stringify(fields, (_, value) => (value instanceof Error ? String(value) : value))}`,
    );
  };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

/** Who the bot is in the fake workspace. */
export const me: Me = { name: 'easel', bot: 'B0EASEL', user: 'U0EASEL', team: 'T0FAKE' };

/** The sentence that people get for a problem. */
export function sentence(problem: Problem): string {
  return withOwnNames({ state: 'failed', text: sentenceOf(problem, 'en') }, commands).text;
}

/** Whether a message shows a picture. */
export function painted(message: { readonly blocks: readonly { readonly type: string }[] }): boolean {
  return message.blocks.some(({ type }) => type === 'image');
}
