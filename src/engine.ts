import { hangingReply } from '../commands/hanging.ts';
import { commands } from '../commands/index.ts';
import { inscribe, lineOf } from '../commands/line.ts';
import { failure } from '../commands/replies.ts';
import type { Config } from './config.ts';
import { undoable } from './core/album.ts';
import { type Bot, createBot } from './core/bot.ts';
import { systemClock } from './core/clock.ts';
import { type Curator, createCurator } from './core/curator.ts';
import type { Exhibit } from './core/gallery.ts';
import { createGate } from './core/gate.ts';
import type { Image, Images } from './core/image.ts';
import type { Log } from './core/log.ts';
import type { Platform } from './core/platform.ts';
import { asProblem, Problem } from './core/problem.ts';
import type { Thumbnails } from './core/thumbnails.ts';
import { createGenerate } from './generation/generate.ts';
import { createImageFolder } from './images/folder.ts';
import { readInscription } from './images/inscription.ts';
import { prepareFolder } from './images/prepare-folder.ts';
import { createThumbnails } from './images/thumbnails.ts';
import type { Operations } from './operations/operations.ts';
import type { WebGalleries } from './platforms/web/gallery/galleries.ts';
import { openStore, type Store } from './store/store.ts';

/**
 * Milliseconds that running pictures get at shutdown. A picture takes about 10 s; orchestrators kill after 30 s, and
 * hanging up, the last words and the store come after it.
 */
const shutdownDeadline = 20_000;

/** Milliseconds of silence after which others take over: long enough for a stall, short enough for whoever waits. */
const lease = 15_000;

/** Days that ended calls and quota periods are remembered; platforms deliver an event again for minutes, at most. */
const remembered = 7;
const day = 24 * 3_600_000;
const minute = 60_000;

/** The parts that every way of running Easel needs: the bot with everything behind it, and nothing that listens. */
export interface Engine {
  readonly bot: Bot;
  readonly images: Images;
  readonly thumbnails: Thumbnails;
  /** What web galleries show, beside pictures. */
  readonly shown: Pick<WebGalleries, 'galleries' | 'album' | 'commandLine'>;
  /** Undefined unless METRICS_PORT is set. */
  readonly operations: Operations | undefined;
  /** From now on keeps what hangs on these platforms, and what is on the web, as it should be. */
  curate(platforms: readonly Platform[]): void;
  /**
   * Begins nothing more, finishes what runs and leaves the rest to others. `stopListening` is called once nothing is
   * painted here any more: until then, calls are taken and put in line.
   */
  close(stopListening?: () => Promise<unknown>): Promise<void>;
}

/**
 * What the engine is for. A `service` takes calls over from others and leaves its own to them. `one call` lives no longer
 * than its person waits: it keeps no journal and paints for nobody else.
 */
export type Purpose = 'service' | { readonly person: string };

/** What lasts longer than the process. */
export interface Storage {
  readonly store: Store;
  readonly images: Images;
}

/** Opens what is configured. Throws Problem `storage_failed` with a hint for the operator. */
export async function openStorage(config: Config): Promise<Storage> {
  const folder = folderOf(config);
  await prepareFolder(folder);
  return { store: await openStore({ url: config.DATABASE_URL, lease }), images: createImageFolder(folder) };
}

/**
 * Builds the bot on the configured image service, or on the built-in sandbox when none is configured. The storage is its
 * own from then on. `explain` turns problems into replies.
 */
export async function startEngine(
  config: Config,
  log: Log,
  purpose: Purpose,
  { store, images }: Storage,
  explain = failure,
): Promise<Engine> {
  const sandbox = config.IMAGE_API_URL ? undefined : await startSandboxService(config);
  const operations = purpose === 'service' ? await watchStore(config, store) : undefined;
  const { journal, lane } = operations ?? store;
  const metrics = operations?.metrics;
  const generation = createGenerate({
    ...generationSettings(config),
    ...serviceOf(config, log, sandbox?.url),
    lane,
    heartbeat: lease / 3,
    person: purpose === 'service' ? undefined : purpose.person,
    images,
    inscribe,
    memory: createGate(pictureMemory(config) / 2),
    log,
    metrics,
    clock: systemClock,
    random: Math.random,
  });
  const bot = createBot({
    commands,
    generate: generation.generate,
    ...kept({ ...store, journal, lane }),
    price: config.PICTURE_PRICE,
    webUrl: config.PUBLIC_URL,
    readInscription,
    // Of 25 MiB each, and twice that while they arrive.
    reading: createGate(2),
    quotas: config.QUOTAS,
    explain,
    defaultModel: config.IMAGE_MODEL,
    journal: purpose === 'service' ? journal : undefined,
    lease,
    log,
    metrics,
  });
  const thumbnails = thumbnailsFor(config, images, log);
  let curator: Curator | undefined;
  const closing = new AbortController();
  const tidying = purpose === 'service' ? tidy({ store, images, thumbnails, log }, closing.signal) : undefined;
  return {
    bot,
    images,
    thumbnails,
    shown: { galleries: store.galleries, album: store.album, commandLine },
    operations,
    curate: (platforms) => {
      curator ??= startCurator(platforms, { store, thumbnails, log });
    },
    async close(stopListening = async () => undefined) {
      closing.abort();
      const painted = generation.finish(shutdownDeadline);
      const deaf = painted.then(stopListening);
      // Those who still wait in line then need not wait here.
      const left = painted.then(() => generation.close(0));
      await Promise.all([bot.close(shutdownDeadline, deaf), deaf, left]);
      await Promise.all([curator?.close(), tidying]);
      await store.close();
      await sandbox?.close();
    },
  };
}

/** The line that asks for exactly this picture. */
export function commandLine({ generation, request }: Exhibit): string {
  return lineOf(generation?.request ?? request);
}

/** Smaller copies of pictures, beside the originals. */
export function thumbnailsFor(config: Config, images: Images, log: Log): Thumbnails {
  return createThumbnails({ images, folder: folderOf(config), log });
}

/** What the bot asks of the store. */
function kept({ journal, lane, album, settings, galleries, load }: Store) {
  const { usage, busiest, open, cancel, estimate } = lane;
  return { usage, busiest, open, cancel, estimate, album, settings, galleries, load, recall: journal.recall };
}

/** Hangs and takes down on these platforms, and makes miniatures for the web. */
function startCurator(
  platforms: readonly Platform[],
  { store: { curation }, thumbnails, log }: Pick<Storage, 'store'> & Pick<Engine, 'thumbnails'> & { readonly log: Log },
): Curator {
  const parts = { curation, thumbnails, log, clock: systemClock };
  return createCurator({ ...parts, platforms: () => platforms, layout: hangingReply });
}

/** Where pictures are painted, and with which key. */
function serviceOf({ IMAGE_API_URL = '', IMAGE_API_KEY }: Config, log: Log, sandbox: string | undefined) {
  if (sandbox !== undefined) return { url: sandbox, key: 'sandbox' };
  if (!IMAGE_API_KEY) log.warn({}, 'IMAGE_API_KEY is not set: the image API is called without a key');
  return { url: IMAGE_API_URL, key: IMAGE_API_KEY };
}

function generationSettings(config: Config) {
  return {
    rules: {
      waitingPerPerson: config.WAITING_PER_PERSON,
      waitingPerChannel: config.WAITING_PER_CHANNEL,
      quotas: config.QUOTAS,
    },
    weights: config.ROLE_WEIGHTS,
    price: config.PICTURE_PRICE,
    concurrency: config.IMAGE_API_CONCURRENCY,
    rate: config.IMAGE_API_RATE,
    timeoutMs: config.IMAGE_API_TIMEOUT * 1000,
    pictures: config.IMAGE_API_PICTURES,
    waitsWhenDenied: config.IMAGE_API_DENIED === 'wait',
  };
}

function folderOf({ IMAGES_URL }: Config): string {
  return IMAGES_URL.slice('file:'.length);
}

/** Bytes. */
export function pictureMemory(config: Config): number {
  return config.PICTURE_MEMORY * 1024 * 1024;
}

/** Loaded only when needed: the sandbox brings a picture library that a configured Easel does not use. */
async function startSandboxService(config: Config) {
  const { startSandbox } = await import('./sandbox/server.ts').catch((cause: unknown) => {
    const hint =
      'IMAGE_API_URL is not set, and the built-in sandbox paints with the package sharp, which is not installed here. ' +
      'Set IMAGE_API_URL, or run npm ci without --omit=optional.';
    throw new Problem('unexpected', {}, { hint, cause });
  });
  return startSandbox({ latency: config.SANDBOX_LATENCY });
}

/** Loaded only when somebody is to look: the metrics' library costs some megabytes. */
async function watchStore({ METRICS_PORT }: Config, store: Store): Promise<Operations | undefined> {
  if (METRICS_PORT === undefined) return undefined;
  const { createOperations } = await import('./operations/operations.ts');
  return createOperations(store);
}

interface Tidied extends Storage {
  readonly thumbnails: Pick<Thumbnails, 'remove'>;
  readonly log: Log;
}

/** Forgets what nobody needs to recognise any more, and what people deleted. Whatever fails is tried again next time. */
async function tidy({ store, images, thumbnails, log }: Tidied, closing: AbortSignal): Promise<void> {
  async function every(pause: number, work: () => Promise<void>, failed: string): Promise<void> {
    while (!closing.aborted) {
      await work().catch((error: unknown) => log.warn({ hint: asProblem(error).hint }, failed));
      await systemClock.sleep(pause, closing).catch(() => undefined);
    }
  }
  // The original first: who is making a copy of it looks afterwards whether it is still there (`images/thumbnails.ts`).
  async function removeFiles(image: Image): Promise<void> {
    await images.remove(image);
    await thumbnails.remove(image);
  }
  const ago = (milliseconds: number) => systemClock.now() - milliseconds;
  await Promise.all([
    every(day, () => store.forget(ago(remembered * day)), 'old calls could not be forgotten'),
    every(minute, () => store.album.purge(ago(undoable), removeFiles), 'deleted pictures could not be forgotten'),
  ]);
}
