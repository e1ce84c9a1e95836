import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import type { Platform } from '../../src/core/platform.ts';
import { Problem } from '../../src/core/problem.ts';
import { createOperations, type Operations } from '../../src/operations/operations.ts';
import type { Served } from '../../src/operations/serve.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { manualClock } from '../fakes/clock.ts';
import { generationOf, requestForTests } from '../fakes/generation.ts';
import { invocationOf } from '../fakes/invocation.ts';
import { claimed, freely, orderOf } from '../store/orders.ts';

const platform = (name: string, connected?: () => boolean): Platform => ({
  name,
  attach: () => undefined,
  close: async () => undefined,
  ...(connected && { connected }),
});

describe('operations', () => {
  let store: Store;
  let operations: Operations;
  let served: Served | undefined;

  beforeEach(async () => {
    store = await openStore({ url: 'file::memory:' });
    operations = createOperations(store);
  });
  afterEach(async () => {
    await served?.close();
    served = undefined;
    await store.close();
  });

  async function get(path: string, platforms: readonly Platform[] = [], method = 'GET') {
    served ??= await operations.serve({ host: '127.0.0.1', port: 0, platforms, clock: systemClock });
    const response = await fetch(`${served.url}${path}`, { method });
    const text = await response.text();
    return { status: response.status, type: response.headers.get('content-type'), text, lines: text.split('\n') };
  }

  /** The numbers of one metric, by its labels. */
  async function values(name: string): Promise<Record<string, number>> {
    const { lines } = await get('/metrics');
    const found = lines.flatMap((line) => {
      const [, labels = '', value] = new RegExp(`^easel_${name}(?:\\{(.*)\\})? (.+)$`).exec(line) ?? [];
      return value === undefined ? [] : [[labels, Number(value)] as const];
    });
    return Object.fromEntries(found);
  }

  it('counts calls by platform and ending, duplicates, and what was taken up', async () => {
    const { journal } = operations;
    const accept = (id: string) => journal.accept(invocationOf('a secret fox', { id }), {});
    const [one, two] = [await accept('discord:1'), await accept('slack:2')];
    await accept('discord:1');
    if (!one || !two) throw new Error('not accepted');
    await journal.end(one, 'answered');
    await journal.end(two, 'failed', 'prompt_refused', true);
    await journal.end(two, 'failed', 'prompt_refused');
    await accept('slack:3');
    await store.forget(systemClock.now() + 60_000);
    expect([await journal.recall(one.id), (await journal.recall(two.id))?.id]).toEqual([undefined, two.id]);
    await journal.end({ id: 'nobody', attempt: 1 }, 'answered');
    expect(await values('calls_accepted_total')).toEqual({ 'platform="discord"': 1, 'platform="slack"': 2 });
    expect(await values('duplicates_total')).toEqual({ 'platform="discord"': 1 });
    expect(await values('calls_ended_total')).toEqual({
      'platform="discord",ending="answered"': 1,
      'platform="slack",ending="failed"': 1,
    });
    expect(await values('open_calls')).toEqual({ '': 1 });
    expect(await values('calls_taken_up_total')).toEqual({});
  });

  it('counts what another process left open', async () => {
    const leaving = createOperations({
      ...store,
      journal: {
        ...store.journal,
        takeUp: async () => [
          { hold: { id: 'slack:1', attempt: 2 }, invocation: invocationOf(''), address: {}, acknowledged: true },
        ],
      },
    });
    operations = leaving;
    await leaving.journal.takeUp(10);
    expect(await values('calls_taken_up_total')).toEqual({ 'platform="slack"': 1 });
  });

  it('counts pictures by how they ended, what is in line, and pictures and money as quotas do', async () => {
    const { lane } = operations;
    for (const invocation of ['done', 'refused', 'again', 'waiting', 'cancelled', 'running']) {
      await lane.add(orderOf(invocation, { name: 'Ada Lovelace', price: 250_000 }), freely);
    }
    const problem = new Problem('prompt_refused', {});
    await lane.settle(await claimed(lane), { kind: 'done', generation: generationOf(requestForTests) });
    await lane.settle(await claimed(lane), { kind: 'refused', problem, paid: false });
    const again = await claimed(lane);
    await lane.settle(again, { kind: 'again' });
    await lane.settle(again, { kind: 'done', generation: generationOf(requestForTests) });
    await lane.cancel({ invocation: 'cancelled', n: 0 });
    await lane.cancel({ invocation: 'cancelled', n: 0 });
    await claimed(lane);
    expect(await values('pictures_ended_total')).toEqual({
      'state="done"': 1,
      'state="refused"': 1,
      'state="cancelled"': 1,
    });
    expect(await values('pictures')).toEqual({ 'state="waiting"': 2, 'state="running"': 1 });
    expect(await values('pictures_counted')).toEqual({ 'period="day"': 4, 'period="month"': 4 });
    expect(await values('money_counted')).toEqual({ 'period="day"': 1, 'period="month"': 1 });
    expect((await get('/metrics')).text).not.toMatch(/Ada|fox|"ada"|den/);
  });

  it('counts a picture that is painted once more after its process was cut off', async () => {
    const { lane } = operations;
    const turn = { kind: 'claimed', claim: { ...(await firstClaim()), repeated: true } } as const;
    const repeating = createOperations({ ...store, lane: { ...lane, claim: async () => turn } });
    operations = repeating;
    await repeating.lane.claim({ concurrency: 1, rate: undefined });
    expect(await values('pictures_repeated_total')).toEqual({ '': 1 });
  });

  async function firstClaim() {
    await store.lane.add(orderOf('a'), freely);
    return claimed(store.lane);
  }

  it('times acknowledgements and pictures in seconds', async () => {
    operations.metrics.time('acknowledgement', { platform: 'slack' }, 700);
    operations.metrics.time('picture', { platform: 'slack' }, 9900);
    operations.metrics.count('api_calls', { outcome: 'painted' });
    expect(await values('acknowledgement_seconds_sum')).toEqual({ 'platform="slack"': 0.7 });
    expect(await values('acknowledgement_seconds_bucket')).toMatchObject({
      'le="0.5",platform="slack"': 0,
      'le="1",platform="slack"': 1,
    });
    expect(await values('picture_seconds_count')).toEqual({ 'platform="slack"': 1 });
    expect(await values('api_calls_total')).toEqual({ 'outcome="painted"': 1 });
  });

  it('keeps its metrics to itself, in the format of Prometheus', async () => {
    const other = createOperations(store);
    other.metrics.count('api_calls', { outcome: 'painted' });
    const { status, type, text } = await get('/metrics?x=1');
    expect([status, type]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    expect(text).toContain('# TYPE easel_api_calls_total counter\n');
    expect(text).not.toContain('easel_api_calls_total{');
    expect(text.endsWith('\n')).toBe(true);
  });

  it('says that the store is away, and leaves out what it cannot know', async () => {
    await operations.lane.add(orderOf('a'), freely);
    expect(await values('store_up')).toEqual({ '': 1 });
    const away = () => Promise.reject(new Problem('storage_failed', {}));
    await served?.close();
    served = undefined;
    operations = createOperations({ ...store, load: away });
    expect(await values('store_up')).toEqual({ '': 0 });
    for (const name of ['pictures', 'open_calls', 'pictures_counted', 'money_counted']) {
      expect(await values(name), name).toEqual({});
    }
  });

  it('is well when the store answers and every platform is connected as far as it knows', async () => {
    const { status, text } = await get('/health', [platform('discord', () => true), platform('studio')]);
    expect([status, text]).toEqual([200, 'Easel is well.\n']);
  });

  it('is not well without a platform or the store, and says what is wrong', async () => {
    operations = createOperations({ ...store, load: () => Promise.reject(new Problem('storage_failed', {})) });
    const { status, text } = await get('/health', [platform('discord', () => false), platform('slack', () => true)]);
    expect(status).toBe(503);
    expect(text).toBe('The store does not answer.\nEasel is not connected to discord.\n');
  });

  it('waits for a silent store for 2 s only', async () => {
    const clock = manualClock();
    const asked = Promise.withResolvers<void>();
    const load = () => {
      asked.resolve();
      return new Promise<never>(() => undefined);
    };
    served = await createOperations({ ...store, load }).serve({ host: '127.0.0.1', port: 0, platforms: [], clock });
    const answer = get('/health');
    await asked.promise;
    await clock.advance(2000);
    expect(await answer).toMatchObject({ status: 503, text: 'The store does not answer.\n' });
  });

  it('serves nothing else, and takes nothing', async () => {
    expect(await get('/')).toMatchObject({ status: 404, text: '' });
    expect(await get('/constructor')).toMatchObject({ status: 404 });
    expect(await get('/metrics', [], 'POST')).toMatchObject({ status: 405 });
    expect(await get('/health', [], 'HEAD')).toMatchObject({ status: 200, text: '' });
  });

  it('rejects when the port is taken', async () => {
    await get('/health');
    const port = Number(new URL(served?.url ?? '').port);
    const where = { host: '127.0.0.1', port, platforms: [], clock: systemClock };
    await expect(createOperations(store).serve(where)).rejects.toThrow('EADDRINUSE');
  });
});
