import { expect, it } from 'vitest';
import { createGate } from '../../src/core/gate.ts';
import { createUpload } from '../../src/core/uploads.ts';

/** Uploads that end when they are told to. */
function slowUploads(bytes: number) {
  const memory = createGate(bytes);
  const upload = createUpload(memory);
  const running: { readonly size: number; readonly end: (error?: Error) => void }[] = [];
  const ended: Promise<unknown>[] = [];
  let now = 0;
  return {
    memory,
    running,
    ended,
    sum: () => now,
    begin(size: number, signal?: AbortSignal): void {
      const send = () => {
        const { promise, resolve, reject } = Promise.withResolvers<void>();
        now += size;
        running.push({ size, end: (error) => (error ? reject(error) : resolve()) });
        return promise.finally(() => {
          now -= size;
        });
      };
      ended.push(upload(size, signal, send).catch((error: unknown) => error));
    },
  };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

it('sends as many bytes at once as there is room for', async () => {
  const uploads = slowUploads(100);
  for (const size of [60, 30, 30, 500, 10]) uploads.begin(size);
  const seen: number[] = [];
  for (let at = 0; at < 5; at++) {
    await settled();
    seen.push(uploads.sum());
    uploads.running[at]?.end(at === 1 ? new Error('broken') : undefined);
  }
  expect(seen).toEqual([90, 30 + 30, 30, 500, 10]);
  await Promise.all(uploads.ended);
  (await uploads.memory.enter(100)).leave();
});

it('sends six at once, however small', async () => {
  const uploads = slowUploads(1000);
  for (let count = 0; count < 8; count++) uploads.begin(1);
  await settled();
  expect(uploads.running).toHaveLength(6);
  for (let at = 0; at < 8; at++) {
    uploads.running[at]?.end();
    await settled();
  }
  expect(await Promise.all(uploads.ended)).toHaveLength(8);
});

it('takes nothing for those who give up while they wait', async () => {
  const uploads = slowUploads(100);
  const stop = new AbortController();
  uploads.begin(80);
  uploads.begin(80, stop.signal);
  for (let count = 0; count < 6; count++) uploads.begin(1, stop.signal);
  await settled();
  expect(uploads.running).toHaveLength(1);
  stop.abort(new Error('enough'));
  uploads.running[0]?.end();
  expect(await Promise.all(uploads.ended)).toEqual([undefined, ...Array.from({ length: 7 }, () => stop.signal.reason)]);
  (await uploads.memory.enter(100)).leave();
});
