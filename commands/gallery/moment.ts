import { isZone } from '../../src/core/exhibition.ts';
import { Problem } from '../../src/core/problem.ts';
import { shorten } from '../../src/core/suggest.ts';

/** A time of the day. */
export interface TimeOfDay {
  /** 0 to 23, and 0 to 59. */
  readonly hour: number;
  readonly minute: number;
}

/** 18:00, 18.30, 18h, 6 pm, 18点30分. */
const written = /^(\d{1,2})(?:[:.h点时](?:(\d{2})分?)?)?\s*(?:([ap])\.?m\.?)?$/i;

/** Throws Problem `time_unreadable`. */
export function readTime(given: string): TimeOfDay {
  const [whole, hours = '', minutes = '0', half] = written.exec(given.normalize('NFKC').trim()) ?? [];
  const [hour, minute] = [hourOf(Number(hours), half?.toLowerCase()), Number(minutes)];
  if (whole === undefined || hour === undefined || minute > 59) {
    throw new Problem('time_unreadable', { given: shorten(given) });
  }
  return { hour, minute };
}

/** `half`: a or p, of a day that has twice twelve hours. */
function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour < 24 ? hour : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half === 'p' ? 12 : 0);
}

/** `18:05`, as `readTime` reads it. */
export function writeTime({ hour, minute }: TimeOfDay): string {
  return [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
}

/** A time zone's IANA name as it is usually written. Throws Problem `zone_unknown`. */
export function readZone(given: string): string {
  // Offsets are zones to the machine as well, but know no summer time.
  if (!/^[a-z]/i.test(given) || !isZone(given)) throw new Problem('zone_unknown', { given: shorten(given) });
  return new Intl.DateTimeFormat('en', { timeZone: given }).resolvedOptions().timeZone;
}

/** Zones whose name contains what is typed. */
export function zonesLike(typed: string): readonly string[] {
  const wanted = typed.trim().toLowerCase().replace(/\s/g, '_');
  return ['UTC', ...Intl.supportedValuesOf('timeZone')].filter((zone) => zone.toLowerCase().includes(wanted));
}
