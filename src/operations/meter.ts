import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Load } from '../core/lane.ts';
import type { Counts, Metrics, Times } from '../core/metrics.ts';
import { periods, type Usage, type UsageKey } from '../core/quota.ts';

/** What is asked of the store at each scrape. */
export interface Measured {
  load(): Promise<Load>;
  usage(keys: readonly UsageKey[]): Promise<readonly Usage[]>;
}

export interface Meter extends Metrics {
  readonly contentType: string;
  /** Everything in Prometheus's text format. A store that is away leaves its part out. */
  report(): Promise<string>;
}

const counted: Readonly<Record<keyof Counts, readonly [help: string, ...labels: string[]]>> = {
  calls_accepted: ['Calls that were written down.', 'platform'],
  calls_ended: ['Calls that got their last reply, or cannot get it any more.', 'platform', 'ending'],
  calls_taken_up: ['Calls that another process, or this one before a restart, has left open.', 'platform'],
  duplicates: ['Events that were delivered again and recognised.', 'platform'],
  pictures_ended: ['Pictures by how they ended.', 'state'],
  api_calls: ['Calls to the image API by what came of them.', 'outcome'],
  pictures_repeated: ['Pictures painted once more after a cut-off: they may be paid twice.'],
};

/** Buckets in seconds: platforms wait 3 s for an acknowledgement, people minutes for a picture. */
const timed: Readonly<Record<keyof Times, readonly [help: string, buckets: number[]]>> = {
  acknowledgement: ['Seconds from the call to its first reply.', [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3]],
  picture: ['Seconds from the call to its picture in the chat.', [1, 2.5, 5, 10, 20, 30, 60, 120, 300, 900, 3600]],
};

/** Metrics on a registry of their own. */
export function createMeter({ load, usage }: Measured): Meter {
  const registry = new Registry();
  const registers = [registry];
  const counter = (name: keyof Counts) => {
    const [help, ...labelNames] = counted[name];
    return new Counter({ name: `easel_${name}_total`, help, labelNames, registers });
  };
  const histogram = (name: keyof Times) => {
    const [help, buckets] = timed[name];
    return new Histogram({ name: `easel_${name}_seconds`, help, labelNames: ['platform'], buckets, registers });
  };
  const gauge = (name: string, help: string, ...labelNames: string[]) =>
    new Gauge({ name: `easel_${name}`, help, labelNames, registers });
  const counters: Record<keyof Counts, Counter> = {
    calls_accepted: counter('calls_accepted'),
    calls_ended: counter('calls_ended'),
    calls_taken_up: counter('calls_taken_up'),
    duplicates: counter('duplicates'),
    pictures_ended: counter('pictures_ended'),
    api_calls: counter('api_calls'),
    pictures_repeated: counter('pictures_repeated'),
  };
  const histograms = { acknowledgement: histogram('acknowledgement'), picture: histogram('picture') };
  const store = {
    up: gauge('store_up', 'Whether the store answers: 1 or 0.'),
    pictures: gauge('pictures', 'Pictures in line and being painted, over all processes.', 'state'),
    calls: gauge('open_calls', 'Calls without their last reply, over all processes.'),
    used: gauge('pictures_counted', 'Pictures that count for quotas in the running day and month (UTC).', 'period'),
    money: gauge('money_counted', 'Money that counts for quotas in the running day and month (UTC).', 'period'),
  };

  async function look(): Promise<void> {
    for (const each of Object.values(store)) each.reset();
    // Without labels a reset is a 0, which nobody has counted.
    store.calls.remove({});
    const keys = periods.map((period): UsageKey => ({ scope: 'everyone', id: '', period }));
    const found = await Promise.all([load(), usage(keys)]).catch(() => undefined);
    store.up.set(found ? 1 : 0);
    if (!found) return;
    const [{ waiting, running, openCalls }, all] = found;
    store.pictures.set({ state: 'waiting' }, waiting);
    store.pictures.set({ state: 'running' }, running);
    store.calls.set(openCalls);
    for (const { period, pictures, money } of all) {
      store.used.set({ period }, pictures);
      store.money.set({ period }, money / 1e6);
    }
  }

  return {
    contentType: registry.contentType,
    count: (name, labels) => counters[name].inc({ ...labels }),
    time: (name, labels, milliseconds) => histograms[name].observe({ ...labels }, milliseconds / 1000),
    async report() {
      await look();
      return registry.metrics();
    },
  };
}
