import { beforeEach, describe, expect, test } from 'vitest';
import { Problem } from '../../src/core/problem.ts';
import { manualClock } from '../fakes/clock.ts';
import { recordedMetrics } from '../fakes/metrics.ts';
import { freely } from '../store/orders.ts';
import { type Core, closedAfterEach, problemOf, run, smallRequest } from './start.ts';

describe('what only the operator can mend', () => {
  let core: Core;
  const start = closedAfterEach();
  beforeEach(async () => {
    core = await start();
  });

  test('after a credential error nobody calls for a minute, and the operator hears of it once', async () => {
    core.sandbox.script({ kind: 'relay', error: 'invalid_token' });
    expect(await problemOf(run(core, core.order()))).toMatchObject({ code: 'service_access_denied' });
    const paused = { code: 'service_paused', blame: 'operator', facts: { seconds: 60 } };
    expect(await problemOf(run(core, core.order()))).toMatchObject(paused);
    core.clock.skip(18_000);
    expect(await problemOf(run(core, core.order()))).toMatchObject({ ...paused, facts: { seconds: 42 } });
    expect(core.sandbox.calls).toHaveLength(1);
    const alerts = () => core.log.lines.filter(({ level }) => level === 'error');
    expect(alerts()).toMatchObject([{ fields: { alert: true, problem: 'service_access_denied' } }]);
    core.clock.skip(42_000);
    await run(core, core.order());
    await run(core, core.order());
    expect(alerts()).toHaveLength(1);
  });

  test('without credit nobody calls for a minute either', async () => {
    core.sandbox.script({ kind: 'relay', error: 'insufficient_user_quota' });
    expect(await problemOf(run(core, core.order()))).toMatchObject({ code: 'service_no_credit' });
    expect(await problemOf(run(core, core.order()))).toMatchObject({ code: 'service_paused' });
    expect(core.sandbox.calls).toHaveLength(1);
    const alerts = core.log.lines.filter(({ level }) => level === 'error');
    expect(alerts).toMatchObject([{ fields: { alert: true, problem: 'service_no_credit' } }]);
  });

  test('whoever cancels the one call after the pause leaves it to the next', async () => {
    core.sandbox.script({ kind: 'business', code: 50400 }, { kind: 'silent' });
    await problemOf(run(core, core.order()));
    await core.sandbox.nextCall();
    core.clock.skip(60_000);
    const stop = new AbortController();
    const trial = problemOf(run(core, core.order({ signal: stop.signal })));
    await core.sandbox.nextCall();
    expect(await problemOf(run(core, core.order()))).toMatchObject({ code: 'service_paused' });
    stop.abort(new Problem('cancelled', {}));
    expect(await trial).toMatchObject({ code: 'cancelled' });
    await run(core, core.order());
  });

  test('whoever is in line when the calls stop hears it at once', async () => {
    const own = await start({ rate: 1 });
    own.sandbox.script({ kind: 'business', code: 50400 });
    const works = [1, 2, 3, 4].map((number) => problemOf(run(own, own.order({ person: `p${number}` }))));
    const codes = (await Promise.all(works)).map((problem) => problem instanceof Problem && problem.code);
    expect(codes).toEqual(['service_access_denied', 'service_paused', 'service_paused', 'service_paused']);
    expect(own.sandbox.calls).toHaveLength(1);
  });

  test('waits in line until the service lets us in again, if the operator prefers that', async () => {
    const clock = manualClock();
    const own = await start({ clock, waitsWhenDenied: true, concurrency: 2 });
    own.sandbox.script({ kind: 'business', code: 50400 });
    const works = [run(own, own.order())];
    while (own.log.lines.length < 2) await new Promise((resolve) => setImmediate(resolve));
    works.push(run(own, own.order({ person: 'bob' })));
    await clock.advance(59_999);
    expect(own.sandbox.calls).toHaveLength(1);
    await clock.advance(1);
    await Promise.all(works);
    expect(own.sandbox.calls).toHaveLength(3);
  });

  test('the operator is warned when a quota is nearly used up, and called only when it is not one person’s own', async () => {
    const rule = { scope: 'person', period: 'day', pictures: 5 } as const;
    const everyone = { ...rule, scope: 'everyone' } as const;
    const own = await start({ rules: { ...freely, quotas: [rule, everyone] } });
    for (let n = 0; n < 5; n++) await run(own, own.order());
    const usage = expect.objectContaining({ id: 'ann', pictures: 4 });
    expect(own.log.lines.map(({ level, fields }) => ({ level, fields }))).toEqual([
      { level: 'warn', fields: { rule, usage } },
      { level: 'warn', fields: { alert: true, rule: everyone, usage: expect.objectContaining({ id: '' }) } },
    ]);
    expect(await problemOf(run(own, own.order()))).toMatchObject({ code: 'quota_used_up' });
  });

  test('every call to the image API is counted by what came of it', async () => {
    const metrics = recordedMetrics();
    const own = await start({ metrics });
    own.sandbox.script({ kind: 'business', code: 50511 });
    await run(own, own.order());
    own.sandbox.script({ kind: 'silent' });
    const stop = new AbortController();
    const work = problemOf(run(own, own.order({ signal: stop.signal })));
    await own.sandbox.nextCall();
    while (own.sandbox.calls.length < 3) await own.sandbox.nextCall();
    stop.abort(new Problem('cancelled', {}));
    await work;
    while (metrics.lines.length < 3) await new Promise((resolve) => setImmediate(resolve));
    expect(metrics.lines).toEqual(['api_calls picture_refused', 'api_calls painted', 'api_calls unanswered']);
  });

  test('a refusal of the prompt says nothing against the account', async () => {
    const own = await start({ concurrency: 2 });
    own.sandbox.script({ kind: 'business', code: 50400 }, { kind: 'business', code: 50412 });
    await problemOf(run(own, own.order()));
    own.clock.skip(60_000);
    expect(await problemOf(run(own, own.order()))).toMatchObject({ code: 'prompt_refused' });
    await Promise.all([run(own, own.order()), run(own, own.order())]);
  });

  test('the operator hears of a fault of the algorithm that stays the same', async () => {
    const fault = { kind: 'business', code: 50501 } as const;
    core.sandbox.script(fault, fault, fault);
    await problemOf(run(core, core.order()));
    expect(core.log.lines.map(({ level }) => level)).toEqual(['warn', 'warn', 'error']);
    expect(core.log.lines.at(-1)?.fields).toMatchObject({ alert: true, problem: 'service_failed' });
  });

  test('rejected settings are logged without the words of the prompt', async () => {
    core.sandbox.script({ kind: 'business', code: 50215 });
    const watermark = { text: 'Ann’s', corner: 'top left', language: 'English', opacity: 1 } as const;
    await problemOf(run(core, core.order({ request: { ...smallRequest, watermark } })));
    expect(core.log.lines).toMatchObject([
      { level: 'warn', fields: { settings: { width: 256, seed: 42, steps: 25 } } },
    ]);
    expect(JSON.stringify(core.log.lines)).not.toMatch(/fox|Ann/);
  });

  test('a picture of another size than expected is shown with its own, and logged', async () => {
    const { generation } = await run(core, core.order({ request: { ...smallRequest, upscale: true } }));
    expect(generation.image).toMatchObject({ width: 512, height: 512 });
    expect(core.log.lines).toEqual([]);
    const tiny = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    core.sandbox.script({ kind: 'picture', bytes: tiny });
    expect((await run(core, core.order())).generation.image).toMatchObject({ width: 1, height: 1 });
    expect(core.log.lines).toMatchObject([
      { level: 'warn', fields: { expected: { width: 256, height: 256 }, got: { width: 1, height: 1 } } },
    ]);
  });
});
