import { beforeEach, describe, expect, test } from 'vitest';
import { Problem } from '../../src/core/problem.ts';
import { type Circuit, createCircuit } from '../../src/generation/circuit.ts';
import { type ManualClock, manualClock } from '../fakes/clock.ts';
import { type RecordedLog, recordedLog } from '../fakes/log.ts';

const denial = new Problem('service_access_denied', {}, { hint: 'look here', requestId: 'id-1' });

function paused(seconds: number) {
  return expect.objectContaining({ code: 'service_paused', blame: 'operator', facts: { seconds } });
}

describe('circuit', () => {
  let clock: ManualClock;
  let log: RecordedLog;
  let circuit: Circuit;
  beforeEach(() => {
    clock = manualClock();
    log = recordedLog();
    circuit = createCircuit(clock, log);
  });

  test('lets calls through while all is well', () => {
    circuit.enter().accepted();
    circuit.enter().unclear();
    expect(circuit.left()).toBe(0);
    expect(log.lines).toEqual([]);
  });

  test('pauses for a minute and counts the seconds', async () => {
    circuit.enter().denied(denial);
    expect(circuit.left()).toBe(60_000);
    await clock.advance(18_500);
    expect(() => circuit.enter()).toThrow(paused(42));
    await clock.advance(41_500);
    expect(circuit.left()).toBe(0);
  });

  test('alerts once, however many calls are turned away together', () => {
    const passages = [circuit.enter(), circuit.enter(), circuit.enter()];
    for (const passage of passages) passage.denied(denial);
    expect(log.lines).toEqual([
      {
        level: 'error',
        fields: { alert: true, problem: 'service_access_denied', hint: 'look here', requestId: 'id-1' },
        message: expect.any(String),
      },
    ]);
  });

  test('tries one call after the pause, and the others wait for how it ends', async () => {
    circuit.enter().denied(denial);
    await clock.advance(60_000);
    const trial = circuit.enter();
    expect(() => circuit.enter()).toThrow(paused(60));
    trial.accepted();
    circuit.enter().accepted();
    circuit.enter();
  });

  test('a trial that is turned away for the same cause pauses again without another alert', async () => {
    circuit.enter().denied(denial);
    await clock.advance(60_000);
    circuit.enter().denied(new Problem('service_access_denied', {}, { hint: 'look here', requestId: 'id-2' }));
    expect(() => circuit.enter()).toThrow(paused(60));
    expect(log.lines).toHaveLength(1);
  });

  test('another cause is another alert, and so is the same one after all was well', async () => {
    circuit.enter().denied(denial);
    for (const cause of [new Problem('service_no_credit', {}, { hint: 'top up' }), denial]) {
      await clock.advance(60_000);
      circuit.enter().denied(cause);
    }
    expect(log.lines.map(({ fields }) => fields)).toMatchObject([
      { problem: 'service_access_denied' },
      { problem: 'service_no_credit' },
    ]);
    await clock.advance(60_000);
    circuit.enter().accepted();
    circuit.enter().denied(denial);
    expect(log.lines).toHaveLength(3);
  });

  test('there is one trial at a time, however long it takes', async () => {
    circuit.enter().denied(denial);
    await clock.advance(60_000);
    const trial = circuit.enter();
    await clock.advance(119_000);
    expect(circuit.left()).toBe(60_000);
    expect(() => circuit.enter()).toThrow(paused(60));
    trial.unclear();
    circuit.enter();
    expect(() => circuit.enter()).toThrow(paused(60));
  });

  test('what a call from before the pause tells is out of date', async () => {
    const early = Array.from({ length: 6 }, () => circuit.enter());
    early[0]?.denied(denial);
    early[1]?.accepted();
    early[2]?.denied(new Problem('service_no_credit', {}));
    expect(circuit.left()).toBe(60_000);
    await clock.advance(60_000);
    const trial = circuit.enter();
    early[3]?.unclear();
    early[4]?.accepted();
    expect(() => circuit.enter()).toThrow(paused(60));
    trial.accepted();
    early[5]?.denied(denial);
    expect(circuit.left()).toBe(0);
    expect(log.lines).toHaveLength(1);
  });

  test('a correction of the machine’s clock makes the pause no longer', async () => {
    circuit.enter().denied(denial);
    clock.step(-3_600_000);
    expect(circuit.left()).toBe(60_000);
    await clock.advance(60_000);
    expect(circuit.left()).toBe(0);
  });

  test('a trial that tells nothing leaves the next trial to the next call', async () => {
    circuit.enter().denied(denial);
    await clock.advance(60_000);
    circuit.enter().unclear();
    const trial = circuit.enter();
    expect(() => circuit.enter()).toThrow(paused(60));
    trial.accepted();
    expect(circuit.left()).toBe(0);
  });

  test('a call from before the pause that tells nothing does not end it', () => {
    const early = circuit.enter();
    circuit.enter().denied(denial);
    early.unclear();
    expect(() => circuit.enter()).toThrow(paused(60));
  });
});
