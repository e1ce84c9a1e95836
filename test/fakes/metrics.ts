import type { Metrics } from '../../src/core/metrics.ts';

/** Metrics that tests can read, a line each: `api_calls painted`, `acknowledgement discord 12`. */
export function recordedMetrics(): Metrics & { readonly lines: readonly string[] } {
  const lines: string[] = [];
  const write = (...words: readonly (string | number)[]) => void lines.push(words.join(' '));
  return {
    lines,
    count: (name, labels) => write(name, ...Object.values(labels)),
    time: (name, labels, milliseconds) => write(name, ...Object.values(labels), milliseconds),
  };
}
