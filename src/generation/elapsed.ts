const pattern = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)(s|ms|[µμ]s|us|ns))?$/;

/** Microseconds are written with U+00B5 in captured answers and with U+03BC by some relays (API sheet, section 9). */
const milliseconds: Readonly<Record<string, number>> = { s: 1000, ms: 1, µs: 1e-3, μs: 1e-3, us: 1e-3, ns: 1e-6 };

/**
 * Reads `time_elapsed`: a Go duration such as `7.216940183s` or `1m7.2s`, or a number of milliseconds (API sheet,
 * section 9). Returns milliseconds, or undefined for anything else.
 */
export function readElapsed(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value : undefined;
  if (typeof value !== 'string' || value === '') return undefined;
  const parts = pattern.exec(value);
  if (!parts) return undefined;
  const [, hours = '0', minutes = '0', rest = '0', unit = 's'] = parts;
  const total = Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(rest) * (milliseconds[unit] ?? 0);
  return Number.isFinite(total) ? total : undefined;
}
