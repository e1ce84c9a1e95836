import { randomBytes } from 'node:crypto';

/** The service's clock is eight hours ahead of UTC. */
const offset = 8 * 60 * 60 * 1000;

/** An id as the service makes them: `yyyyMMddHHmmss` by its clock, then 20 hexadecimal digits. `now` in milliseconds since 1970. */
export function newRequestId(now: number): string {
  const time = new Date(now + offset).toISOString().replace(/\D/g, '').slice(0, 14);
  return time + randomBytes(10).toString('hex').toUpperCase();
}

/** A duration as Go prints it, e.g. `7.216940183s`, `36.799829ms`, `84.448µs` or `1m7.2s` (API sheet, section 9). */
export function goDuration(nanoseconds: number): string {
  const whole = Math.max(0, Math.round(nanoseconds));
  if (whole === 0) return '0s';
  if (whole < 1e3) return `${whole}ns`;
  if (whole < 1e6) return `${whole / 1e3}µs`;
  if (whole < 1e9) return `${whole / 1e6}ms`;
  const minutes = Math.floor(whole / 60e9);
  const seconds = `${(whole - minutes * 60e9) / 1e9}s`;
  if (minutes === 0) return seconds;
  return minutes < 60 ? `${minutes}m${seconds}` : `${Math.floor(minutes / 60)}h${minutes % 60}m${seconds}`;
}
