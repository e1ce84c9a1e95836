import type { Clock } from '../core/clock.ts';
import type { Journal } from '../core/journal.ts';
import type { Lane } from '../core/lane.ts';
import type { Metrics } from '../core/metrics.ts';
import type { Platform } from '../core/platform.ts';
import { troubles } from './health.ts';
import { createMeter, type Measured } from './meter.ts';
import { listen, type Page, type Served } from './serve.ts';
import { watchJournal, watchLane } from './watch.ts';

/** What an operator's monitoring sees of Easel. */
export interface Operations {
  readonly metrics: Metrics;
  /** The store's journal and line, with what they are told counted. */
  readonly journal: Journal;
  readonly lane: Lane;
  /** Serves `/metrics` and `/health`. Rejects when the port is taken. */
  serve(where: Where): Promise<Served>;
}

export interface Where {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly platforms: readonly Platform[];
  readonly clock: Clock;
}

export interface Watched extends Pick<Measured, 'load'> {
  readonly journal: Journal;
  readonly lane: Lane;
}

export function createOperations({ journal, lane, load }: Watched): Operations {
  const meter = createMeter({ load, usage: lane.usage });

  async function health({ platforms, clock }: Where): Promise<Page> {
    const wrong = await troubles(load, platforms, clock);
    const text = wrong.length > 0 ? wrong.join('\n') : 'Easel is well.';
    return { status: wrong.length > 0 ? 503 : 200, contentType: 'text/plain; charset=utf-8', text };
  }

  return {
    metrics: meter,
    journal: watchJournal(journal, meter),
    lane: watchLane(lane, meter),
    serve: (where) =>
      listen(where.host, where.port, {
        '/metrics': async () => ({ status: 200, contentType: meter.contentType, text: await meter.report() }),
        '/health': () => health(where),
      }),
  };
}
