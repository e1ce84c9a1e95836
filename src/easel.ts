import type { Config } from './config.ts';
import { systemClock } from './core/clock.ts';
import { createGate } from './core/gate.ts';
import type { Log } from './core/log.ts';
import type { Platform } from './core/platform.ts';
import { Problem } from './core/problem.ts';
import type { MessageRef } from './core/reply.ts';
import { type Engine, pictureMemory } from './engine.ts';
import type { Registrations, WebGalleries } from './platforms/web/gallery/galleries.ts';

export interface Easel {
  /** What is on, for people: `studio at http://127.0.0.1:3000`. */
  readonly platforms: readonly string[];
  close(): Promise<void>;
}

/**
 * Starts every platform whose tokens are set; with none, the studio. A platform that cannot start is logged and does not
 * keep the others from starting. Throws when nothing could start. The engine is its own from then on. When `signal` is
 * aborted, platforms that have not started by then are not waited for.
 */
export async function startEasel(config: Config, log: Log, engine: Engine, signal?: AbortSignal): Promise<Easel> {
  const parts = { bot: engine.bot, images: engine.images, log, clock: systemClock };
  const slack = slackStarter(config, parts);
  const chats = [discordStarter(config, parts), slack];
  const linkTo: LinkTo = ({ message }) => message && linkOn(chatting(), message);
  const starting = [...chats, webStarter(config, { ...parts, ...engine, linkTo }, slack)];
  const { platforms: chatting } = collect(chats);
  const { platforms, failures } = collect(starting);
  await unlessAborted(Promise.allSettled(starting), signal);
  const started = platforms();
  const operations = started.length > 0 ? await serveOperations(config, log, engine, started) : undefined;
  const close = async () => {
    // The bot ends its calls first, while the platforms can still show their last replies.
    await engine.close(() => Promise.all(platforms().map((platform) => platform.stopListening?.())));
    await Promise.all(platforms().map((platform) => platform.close()));
    await operations?.close();
  };
  if (started.length === 0 && !signal?.aborted) {
    await close();
    throw failures[0];
  }
  for (const failure of failures) log.error({ reason: startSentence(failure) }, 'a platform could not start');
  // Whoever stops before it was ready leaves them to the next one.
  if (!signal?.aborted) {
    await engine.bot.takeUp(started);
    engine.curate(started);
  }
  return { platforms: started.map(({ name, label = name }) => label), close };
}

type LinkTo = WebGalleries['linkTo'];

/** Where people find a message, on whichever of the platforms it is. */
function linkOn(platforms: readonly Platform[], message: MessageRef): string | undefined {
  const links = platforms.map((platform) => platform.linkTo?.(message));
  return links.find((link) => link !== undefined);
}

/** What has started so far, in order, and why the others have not. */
function collect(starting: readonly Promise<Started | undefined>[]) {
  const slots: (Started | undefined)[] = starting.map(() => undefined);
  const failures: unknown[] = [];
  for (const [at, start] of starting.entries()) {
    start.then(
      (platform) => {
        slots[at] = platform;
      },
      (failure: unknown) => failures.push(failure),
    );
  }
  return { platforms: () => slots.filter((platform) => platform !== undefined), failures };
}

/** Waits for the work, or until nobody does any more. */
async function unlessAborted(work: Promise<unknown>, signal?: AbortSignal): Promise<void> {
  const given = Promise.withResolvers<void>();
  const giveUp = () => given.resolve();
  if (signal?.aborted) giveUp();
  signal?.addEventListener('abort', giveUp, { once: true });
  await Promise.race([work, given.promise]);
  signal?.removeEventListener('abort', giveUp);
}

/** Monitoring that cannot start is no reason to answer nobody. */
async function serveOperations(config: Config, log: Log, { operations }: Engine, platforms: readonly Started[]) {
  if (!operations || config.METRICS_PORT === undefined) return undefined;
  try {
    const where = { host: config.HOST, port: config.METRICS_PORT, platforms, clock: systemClock };
    const served = await operations.serve(where);
    log.info({ url: served.url }, 'metrics and health are served');
    return served;
  } catch (failure) {
    log.error({ reason: startSentence(failure) }, 'metrics and health cannot be served');
    return undefined;
  }
}

/** `label`: what is on and where, for people. */
type Started = Platform & { readonly label?: string };

/** What an operator should know about a part that did not start: never a stack, the sentence says what to do. */
export function startSentence(failure: unknown): string {
  if (failure instanceof Problem) return failure.hint ?? failure.code;
  return failure instanceof Error ? failure.message : 'it gave no reason';
}

type Parts = Pick<Engine, 'bot' | 'images'> & { readonly log: Log; readonly clock: typeof systemClock };

// A chat library is loaded only when its token is set: each costs a quarter of a second and tens of megabytes.

async function discordStarter(config: Config, parts: Parts) {
  if (!config.DISCORD_TOKEN) return undefined;
  const { startDiscord } = await import('./platforms/discord/start.ts');
  return startDiscord({
    ...parts,
    memory: createGate(pictureMemory(config) / 4),
    token: config.DISCORD_TOKEN,
    apiUrl: config.DISCORD_API_URL,
  });
}

async function slackStarter(config: Config, parts: Parts) {
  if (!config.SLACK_BOT_TOKEN) return undefined;
  const { startSlack } = await import('./platforms/slack/start.ts');
  return startSlack({
    ...parts,
    memory: createGate(pictureMemory(config) / 4),
    botToken: config.SLACK_BOT_TOKEN,
    appToken: config.SLACK_APP_TOKEN,
    signingSecret: config.SLACK_SIGNING_SECRET,
    apiUrl: config.SLACK_API_URL,
    publicUrl: config.PUBLIC_URL,
  });
}

type WebParts = Parts & Pick<Engine, 'thumbnails' | 'shown'> & { readonly linkTo: LinkTo };

/**
 * The studio is on when no chat is: with chats on, PORT is what Slack and visitors of galleries call, often through a
 * tunnel to the internet, and a page on which anybody may spend the operator's pictures has no place there.
 */
async function webStarter(config: Config, parts: WebParts, slack: ReturnType<typeof slackStarter>) {
  const listener = (await slack.catch(() => undefined))?.requestListener;
  const studio = isStudio(config);
  if (!studio && !listener && config.PUBLIC_URL === undefined) return undefined;
  const { startWeb } = await import('./platforms/web/start.ts');
  const mounts = listener ? [{ path: '/slack/events', listener }] : [];
  const address = { host: config.HOST, port: config.PORT, publicUrl: config.PUBLIC_URL };
  return startWeb({ ...parts, ...address, studio, galleries: webGalleries(config, parts), mounts });
}

function isStudio({ DISCORD_TOKEN, SLACK_BOT_TOKEN }: Config): boolean {
  return !DISCORD_TOKEN && !SLACK_BOT_TOKEN;
}

function webGalleries(config: Config, parts: WebParts): WebGalleries {
  const { shown, images, thumbnails, linkTo, clock, log } = parts;
  const { DISCORD_CLIENT_ID, DISCORD_CLIENT_SECRET, SLACK_CLIENT_ID, SLACK_CLIENT_SECRET } = config;
  const registrations: Registrations = {
    ...(DISCORD_CLIENT_ID &&
      DISCORD_CLIENT_SECRET && {
        discord: { id: DISCORD_CLIENT_ID, secret: DISCORD_CLIENT_SECRET, apiUrl: config.DISCORD_API_URL },
      }),
    ...(SLACK_CLIENT_ID &&
      SLACK_CLIENT_SECRET && {
        slack: { id: SLACK_CLIENT_ID, secret: SLACK_CLIENT_SECRET, apiUrl: config.SLACK_API_URL },
      }),
  };
  return { ...shown, images, thumbnails, linkTo, clock, log, publicUrl: config.PUBLIC_URL, registrations };
}
