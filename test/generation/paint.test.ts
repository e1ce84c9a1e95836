import { expect, test } from 'vitest';
import type { Claim } from '../../src/core/lane.ts';
import { Problem } from '../../src/core/problem.ts';
import { createCapacity } from '../../src/generation/capacity.ts';
import { createCircuit } from '../../src/generation/circuit.ts';
import { createPainter } from '../../src/generation/paint.ts';
import { manualClock } from '../fakes/clock.ts';
import { requestForTests } from '../fakes/generation.ts';
import { recordedLog } from '../fakes/log.ts';
import { recordedMetrics } from '../fakes/metrics.ts';

const claim: Claim = {
  ...{ invocation: 'a', n: 0, attempt: 1, person: 'ada', request: requestForTests, repeated: false },
  ...{ orderedAt: 0, startedAt: 0, claimedAt: 0, triedSince: 0, overloads: 0, cost: 0 },
};

test('whoever is denied while another makes sure of its claim sends that one back to its place, too', async () => {
  const [clock, log] = [manualClock(), recordedLog()];
  const circuit = createCircuit(clock, log);
  const unexpected = () => expect.fail('no call is made');
  const paint = createPainter({
    lane: { pause: unexpected, callAgain: unexpected },
    ...{ download: { fetch: unexpected, close: unexpected }, storing: { put: unexpected } },
    api: { paint: unexpected, close: unexpected },
    ...{ circuit, capacity: createCapacity(1, clock), log, metrics: recordedMetrics(), clock },
    ...{ quotas: [], random: () => 0, waitsWhenDenied: true },
  });
  const makeSure = async () => circuit.enter().denied(new Problem('service_no_credit', {}));
  const outcome = await paint(claim, new AbortController().signal, () => undefined, makeSure);
  expect(outcome).toEqual({ kind: 'again', why: 'denial', request: requestForTests });
});
