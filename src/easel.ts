import { commands } from '../commands/index.ts';
import { failure } from '../commands/replies.ts';
import type { Config } from './config.ts';
import { type Bot, createBot } from './core/bot.ts';
import { systemClock } from './core/clock.ts';
import type { Images } from './core/image.ts';
import type { Log } from './core/log.ts';
import type { Platform } from './core/platform.ts';
import { Problem } from './core/problem.ts';
import { createGenerate } from './generation/generate.ts';
import { createImageFolder } from './images/folder.ts';
import { prepareFolder } from './images/prepare-folder.ts';

/** Milliseconds that running pictures get at shutdown: a picture takes about 10 s, and orchestrators kill after 30 s. */
const shutdownDeadline = 25_000;

/** The parts that every way of running Easel needs: the bot with everything behind it, and nothing that listens. */
export interface Engine {
  readonly bot: Bot;
  readonly images: Images;
  close(): Promise<void>;
}

/**
 * Builds the bot on the configured image service, or on the built-in sandbox when none is configured. `explain` turns
 * problems into replies. Throws Problem `storage_failed` when pictures cannot be kept.
 */
export async function startEngine(config: Config, log: Log, explain = failure): Promise<Engine> {
  const folder = config.IMAGES_URL.slice('file:'.length);
  await prepareFolder(folder);
  const images = createImageFolder(folder);
  const sandbox = config.IMAGE_API_URL ? undefined : await startSandboxService(config);
  if (!sandbox && !config.IMAGE_API_KEY)
    log.warn({}, 'IMAGE_API_KEY is not set: the image API is called without a key');
  const generation = createGenerate({
    ...(sandbox
      ? { url: sandbox.url, key: 'sandbox' }
      : { url: config.IMAGE_API_URL ?? '', key: config.IMAGE_API_KEY }),
    concurrency: config.IMAGE_API_CONCURRENCY,
    rate: config.IMAGE_API_RATE,
    timeoutMs: config.IMAGE_API_TIMEOUT * 1000,
    pictures: config.IMAGE_API_PICTURES,
    images,
    log,
    clock: systemClock,
    random: Math.random,
  });
  const bot = createBot({
    commands,
    generate: generation.generate,
    explain,
    defaultModel: config.IMAGE_MODEL,
    log,
  });
  return {
    bot,
    images,
    async close() {
      await bot.close(shutdownDeadline);
      await generation.close();
      await sandbox?.close();
    },
  };
}

/** Loaded only when needed: the sandbox brings a picture library that a configured Easel does not use. */
async function startSandboxService(config: Config) {
  const { startSandbox } = await import('./sandbox/server.ts');
  return startSandbox({ latency: config.SANDBOX_LATENCY });
}

export interface Easel {
  /** What is on, for people: `studio at http://127.0.0.1:3000`. */
  readonly platforms: readonly string[];
  close(): Promise<void>;
}

/**
 * Starts the engine and every platform whose tokens are set; with none, the studio. A platform that cannot start is
 * logged and does not keep the others from starting. Throws when nothing could start.
 */
export async function startEasel(config: Config, log: Log): Promise<Easel> {
  const engine = await startEngine(config, log);
  const parts = { bot: engine.bot, images: engine.images, log, clock: systemClock };
  const started: Platform[] = [];
  const slack = slackStarter(config, parts);
  const discord = discordStarter(config, parts);
  const results = await Promise.allSettled([discord, slack, webStarter(config, parts, slack)]);
  const failures: unknown[] = [];
  for (const result of results) {
    if (result.status === 'rejected') failures.push(result.reason);
    else if (result.value) started.push(result.value);
  }
  const close = async () => {
    // The bot ends its calls first, while the platforms can still show their last replies.
    await engine.close();
    await Promise.all(started.map((platform) => platform.close()));
  };
  if (started.length === 0) {
    await close();
    throw failures[0];
  }
  for (const failure of failures) log.error({ reason: startSentence(failure) }, 'a platform could not start');
  return { platforms: started.map(({ name }) => name), close };
}

/** What an operator should know about a part that did not start: never a stack, the sentence says what to do. */
export function startSentence(failure: unknown): string {
  if (failure instanceof Problem) return failure.hint ?? failure.code;
  return failure instanceof Error ? failure.message : 'it gave no reason';
}

type Parts = Omit<Engine, 'close'> & { readonly log: Log; readonly clock: typeof systemClock };

// A chat library is loaded only when its token is set: each costs a quarter of a second and tens of megabytes.

async function discordStarter(config: Config, parts: Parts) {
  if (!config.DISCORD_TOKEN) return undefined;
  const { startDiscord } = await import('./platforms/discord/start.ts');
  return startDiscord({ ...parts, token: config.DISCORD_TOKEN, apiUrl: config.DISCORD_API_URL });
}

async function slackStarter(config: Config, parts: Parts) {
  if (!config.SLACK_BOT_TOKEN) return undefined;
  const { startSlack } = await import('./platforms/slack/start.ts');
  return startSlack({
    ...parts,
    botToken: config.SLACK_BOT_TOKEN,
    appToken: config.SLACK_APP_TOKEN,
    signingSecret: config.SLACK_SIGNING_SECRET,
    apiUrl: config.SLACK_API_URL,
  });
}

/**
 * The studio is on when no chat is: with chats on, PORT is what Slack calls, often through a tunnel to the internet,
 * and a page on which anybody may spend the operator's pictures has no place there.
 */
async function webStarter(config: Config, parts: Parts, slack: ReturnType<typeof slackStarter>) {
  const listener = (await slack.catch(() => undefined))?.requestListener;
  const studio = !config.DISCORD_TOKEN && !config.SLACK_BOT_TOKEN;
  if (!studio && !listener) return undefined;
  const { startWeb } = await import('./platforms/web/start.ts');
  const mounts = listener ? [{ path: '/slack/events', listener }] : [];
  const address = { host: config.HOST, port: config.PORT, publicUrl: config.PUBLIC_URL };
  return startWeb({ ...parts, ...address, studio, mounts });
}
