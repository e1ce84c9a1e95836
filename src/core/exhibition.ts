import type { Exhibition } from './gallery.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** How long after its time an exhibition is still opened, in milliseconds: whoever starts Easel again next day has one. */
const grace = day;

/** Whether this is a time zone that the machine knows. */
export function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/**
 * The week whose exhibition is due: the date on which it ends where the gallery is, as 2026-11-26. Undefined when none is.
 * A time that a change to summer time leaves out counts as passed when the clock has jumped over it. `now`: milliseconds
 * since 1970.
 */
export function dueWeek(exhibition: Exhibition, now: number): string | undefined {
  const { weekday, hour, minute: past, zone } = exhibition;
  // Today or, around midnight, yesterday.
  for (const ago of [0, grace]) {
    const there = wallClock(now - ago, zone);
    if (there.weekday !== weekday) continue;
    const passed = (there.hour - hour) * 60 + (there.minute - past) + ago / minute;
    if (passed >= 0 && passed * minute < grace) return there.date;
  }
  return undefined;
}

/** What calendar and clock show in a time zone. */
function wallClock(moment: number, zone: string) {
  const format = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone: zone, hourCycle: 'h23' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  });
  const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  const date = `${parts['year']}-${parts['month']}-${parts['day']}`;
  return {
    date,
    weekday: new Date(`${date}T00:00:00Z`).getUTCDay(),
    hour: Number(parts['hour']),
    minute: Number(parts['minute']),
  };
}
