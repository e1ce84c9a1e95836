import { openAsBlob } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createGate } from '../core/gate.ts';
import type { Image, Images } from '../core/image.ts';
import type { Log } from '../core/log.ts';
import { asProblem, Problem } from '../core/problem.ts';
import { type ThumbnailKind, type Thumbnails, thumbnailKinds } from '../core/thumbnails.ts';
import { typeOf } from './inscription.ts';
import { type Library, miniature, shrink, typeOfCopy } from './shrink.ts';
import { writeDurably } from './write-durably.ts';

export interface ThumbnailParts {
  readonly images: Images;
  /** Where copies are kept: that of the pictures, so that each lies beside its original. */
  readonly folder: string;
  readonly log: Log;
  /** Loads the picture library, which need not be installed. */
  readonly load?: () => Promise<Library>;
}

/** Pictures that are known to be unreadable; the oldest are tried again. */
const remembered = 1000;

/**
 * Smaller copies as files beside the originals. They are made one at a time and on one thread, since the process has
 * pictures to paint; who asks for one that is being made gets that. All methods throw Problem `storage_failed`: while
 * pictures cannot be read, or copies not deleted.
 */
export function createThumbnails({ images, folder, log, load = loadSharp }: ThumbnailParts): Thumbnails {
  const root = resolve(folder);
  const turns = createGate(1);
  const copies = createShared<Blob | undefined>();
  const hashes = createShared<string | undefined>();
  const unreadable = new Set<string>();
  let library: Promise<Library | undefined> | undefined;
  const pathOf = ({ key }: Image, kind: ThumbnailKind) =>
    join(root, key.slice(0, 2), `${key}-${kind}.${kind === 'card' ? 'jpg' : 'webp'}`);

  function libraryOf(): Promise<Library | undefined> {
    library ??= load().catch(() => {
      log.info({}, 'the package sharp is not installed: pictures are served as they are');
      return undefined;
    });
    return library;
  }

  /** Undefined for what the library is missing for or cannot read. */
  async function work<Made>(image: Image, make: (library: Library, bytes: Uint8Array) => Promise<Made>) {
    const known = await libraryOf();
    if (!known || unreadable.has(image.key)) return undefined;
    const turn = await turns.enter(1);
    try {
      const bytes = await images.read(image);
      return await decodable(bytes, image, () => make(known, bytes));
    } catch (error) {
      // A file that is gone stays gone; while no file can be read, this one may be well.
      if (asProblem(error).code === 'storage_failed') await images.check();
      return forgo(image, error);
    } finally {
      turn.leave();
    }
  }

  function forgo({ key }: Image, error: unknown): undefined {
    for (const oldest of unreadable) if (unreadable.size >= remembered) unreadable.delete(oldest);
    unreadable.add(key);
    log.warn({ image: key, reason: reasonOf(error) }, 'a picture cannot be made smaller and is served as it is');
  }

  /** A copy that cannot be kept has been made all the same. One of a picture deleted meanwhile must not outlive it. */
  async function keep(image: Image, path: string, bytes: Uint8Array): Promise<void> {
    try {
      await images.check();
      await writeDurably(path, [bytes]);
    } catch (error) {
      log.warn({ hint: asProblem(error).hint }, 'a smaller copy of a picture could not be kept');
    }
    const isThere = await images.open(image).then(
      () => true,
      () => false,
    );
    if (!isThere) await rm(path, { force: true });
  }

  async function make(image: Image, kind: ThumbnailKind): Promise<Blob | undefined> {
    const bytes = await work(image, (known, original) => shrink(known, original, kind));
    if (!bytes) return undefined;
    await keep(image, pathOf(image, kind), bytes);
    return new Blob([Uint8Array.from(bytes)], { type: typeOfCopy(kind) });
  }

  return {
    open(image, kind) {
      const path = pathOf(image, kind);
      return copies.of(path, async () => (await keptCopy(path, kind)) ?? make(image, kind));
    },
    thumbhash: (image) => hashes.of(image.key, () => work(image, miniature)),
    async remove(image) {
      const paths = thumbnailKinds.map((kind) => pathOf(image, kind));
      await Promise.all(paths.map((path) => copies.ended(path)));
      await Promise.all(paths.map((path) => rm(path, { force: true }))).catch((cause: unknown) => {
        throw new Problem('storage_failed', {}, { hint: 'IMAGES_URL: smaller copies could not be deleted', cause });
      });
    },
  };
}

/** Loads sharp, and has it use one thread and no memory of its own. */
async function loadSharp(): Promise<Library> {
  const { default: library } = await import('sharp');
  library.concurrency(1);
  library.cache(false);
  return library;
}

/** The library knows dozens of formats, among them SVG and PDF; it is shown nothing but what a picture of ours begins as. */
async function decodable<Made>(bytes: Uint8Array, { type }: Image, make: () => Promise<Made>): Promise<Made> {
  const { buffer, byteOffset, byteLength } = bytes;
  if (typeOf(Buffer.from(buffer, byteOffset, byteLength)) !== type) throw new Error(`the file is no ${type}`);
  return make();
}

/** Undefined when it is not there yet. */
async function keptCopy(path: string, kind: ThumbnailKind): Promise<Blob | undefined> {
  try {
    return await openAsBlob(path, { type: typeOfCopy(kind) });
  } catch {
    return undefined;
  }
}

/** The library's own words, in one line; they may go on for a screen. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n', 1)[0] ?? '').slice(0, 200) : 'unknown';
}

/** Work that those who ask for the same at the same time share. */
function createShared<Result>() {
  const running = new Map<string, Promise<Result>>();
  return {
    of(name: string, work: () => Promise<Result>): Promise<Result> {
      const shared = running.get(name) ?? work().finally(() => running.delete(name));
      running.set(name, shared);
      return shared;
    },
    /** Waits for what runs, however it ends. */
    async ended(name: string): Promise<void> {
      await running.get(name)?.catch(() => undefined);
    },
  };
}
