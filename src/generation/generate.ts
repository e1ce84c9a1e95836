import type { Generate, Generation, Order, Progress } from '../core/generation.ts';
import type { Images } from '../core/image.ts';
import type { Log } from '../core/log.ts';
import { asProblem, Problem } from '../core/problem.ts';
import { type ApiParts, createApi } from './api.ts';
import { createCircuit } from './circuit.ts';
import { createDownload } from './download.ts';
import { keepPicture } from './keep.ts';
import { createMailbox } from './mailbox.ts';
import { createPainter } from './paint.ts';
import { createQueue, type Place } from './queue.ts';

export interface GenerateParts extends ApiParts {
  /** Calls that begin in a second, over everyone; undefined for no limit. */
  readonly rate?: number | undefined;
  readonly images: Images;
  readonly log: Log;
  /** From 0 to 1, like `Math.random`. */
  readonly random: () => number;
}

/** The generation core: from an order to a stored picture. `close` ends what still runs with Problem `interrupted`. */
export function createGenerate(parts: GenerateParts): { generate: Generate; close(): Promise<void> } {
  const { clock, log } = parts;
  const api = createApi(parts);
  const download = createDownload(parts);
  const queue = createQueue({ ...parts, rate: parts.rate });
  const circuit = createCircuit(clock, log);
  const paint = createPainter({ ...parts, api, queue, circuit });
  const closing = new AbortController();

  /** Everything after the place in line. */
  async function make(order: Order, place: Place, signal: AbortSignal, tell: (progress: Progress) => void) {
    const { painted, request, startedAt } = await paint(order, place, signal, tell);
    // The next call needs no more than the service's attention.
    place.leave();
    const image = await keepPicture({ ...parts, download }, painted, request, signal);
    const { requestId, upstreamElapsed, expandedPrompt } = painted;
    return { request, image, startedAt, requestId, upstreamElapsed, expandedPrompt };
  }

  return {
    async *generate(order) {
      const [orderedAt, since] = [clock.monotonic(), clock.now()];
      circuit.check();
      const stop = new AbortController();
      const signal = AbortSignal.any([order.signal, closing.signal, stop.signal]);
      const news = createMailbox<Progress>();
      let begun = false;
      const place = queue.join(order.person, (ahead) => {
        // A retry goes back into line, but it is not news that others are ahead of it for a moment.
        if (!begun) news.put({ ahead, since, again: undefined });
      });
      let shown: Progress = { ahead: place.ahead, since, again: undefined };
      let work: ReturnType<typeof make> | undefined;
      try {
        yield shown;
        work = make(order, place, signal, (progress) => {
          begun = true;
          news.put(progress);
        });
        work.then(news.end, news.end);
        for await (const progress of news.items()) {
          if (progress.ahead === shown.ahead && progress.again === shown.again) continue;
          shown = progress;
          yield progress;
        }
        const { startedAt, ...made } = await work;
        return { ...made, elapsed: clock.monotonic() - orderedAt, waited: startedAt - orderedAt } satisfies Generation;
      } catch (error) {
        throw asProblem(error);
      } finally {
        // Whoever stops listening cancels; after the end there is nothing left to cancel.
        stop.abort(new Problem('cancelled', {}));
        place.leave();
        await work?.catch(() => undefined);
      }
    },
    async close() {
      closing.abort(new Problem('interrupted', {}));
      queue.close();
      await Promise.all([api.close(), download.close()]);
    },
  };
}
