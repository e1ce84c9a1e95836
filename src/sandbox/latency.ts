import { hashOf } from './random.ts';
import { type SandboxRequest, stepsOf } from './request.ts';

/** 25 steps at 512 × 512, enlarged: what `latency` is stated for. */
const usualWork = 25 * 512 * 512;
/** Reading the prompt and packing the answer take this share, however small the picture. */
const fixedShare = 0.3;
const withoutEnlarging = 0.8;

/**
 * How long a picture should take, in milliseconds: linear in steps and area like the real service (API sheet,
 * section 2.1), and up to 15 % more or less, always the same for the same request.
 */
export function latencyOf(request: SandboxRequest, usual: number): number {
  const work = (stepsOf(request) * request.width * request.height) / usualWork;
  const enlarging = request.use_sr ? 1 : withoutEnlarging;
  const jitter = 0.85 + (0.3 * (hashOf(JSON.stringify(request)) % 1000)) / 1000;
  return usual * (fixedShare + (1 - fixedShare) * work * enlarging) * jitter;
}
