import type { Writable } from 'node:stream';
import type { Clock } from '../../core/clock.ts';
import type { Images } from '../../core/image.ts';
import type { Log } from '../../core/log.ts';
import { Problem } from '../../core/problem.ts';
import type { Reply } from '../../core/reply.ts';
import type { Surface } from '../../core/surface.ts';
import { createProgress, type Terminal } from './progress.ts';
import { renderReply } from './render.ts';
import { codeOf, writeNew } from './write.ts';

/** Milliseconds between two progress replies. */
const pace = 200;

export interface SurfaceParts {
  readonly images: Images;
  readonly clock: Clock;
  readonly log: Log;
  /** Where pictures and facts go. */
  readonly output: Terminal;
  /** Where sentences about failures go. */
  readonly errors: Writable;
  /** Where picture files are written. */
  readonly folder: string;
}

/** A surface, and how it ended. */
export interface TerminalSurface extends Surface {
  /** Whether the last word that was shown was a good one, or there was nothing to say. */
  readonly succeeded: boolean;
}

/**
 * Progress on `output`; the last word on `output` when it is a good one and on `errors` when not. Pictures become files.
 * Throws Problem `storage_failed` when a picture cannot be read or written; its hint says where.
 */
export function createSurface({ images, clock, log, output, errors, folder }: SurfaceParts): TerminalSurface {
  const progress = createProgress(output, clock);
  let last: Reply | undefined;
  let silent = false;

  async function write({ images: shown = [] }: Reply): Promise<string[]> {
    const paths: string[] = [];
    for (const { image, name } of shown) {
      const blob = await images.open(image);
      try {
        paths.push(await writeNew(folder, name, await blob.bytes()));
      } catch (cause) {
        throw new Problem('storage_failed', {}, { hint: `${codeOf(cause)} while writing to ${folder}`, cause });
      }
    }
    return paths;
  }

  return {
    pace,
    buttonless: true,
    // Nobody else can write to this terminal.
    address: () => ({}),
    message: () => undefined,
    get succeeded() {
      return silent || last?.state === 'done';
    },
    async acknowledge() {
      silent = true;
    },
    async show(reply) {
      if (reply.state === 'working') return progress.show(reply);
      if (reply === last) return;
      const paths = await write(reply);
      progress.stop();
      last = reply;
      log.debug({ paths }, 'written');
      const words = renderReply(reply, paths);
      if (reply.state === 'failed') errors.write(`${words}\n`);
      else output.write(`${words}\n`);
    },
  };
}
