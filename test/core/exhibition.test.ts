import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueWeek, isZone } from '../../src/core/exhibition.ts';

const sunday = { weekday: 0, hour: 18, minute: 30, zone: 'UTC' };
const at = (text: string) => Date.parse(text);

describe('exhibition', () => {
  it.each([
    ['2026-11-29T18:29:59Z', undefined],
    ['2026-11-29T18:30:00Z', '2026-11-29'],
    ['2026-11-29T23:59:00Z', '2026-11-29'],
    ['2026-11-30T18:29:00Z', '2026-11-29'],
    ['2026-11-30T18:30:00Z', undefined],
    ['2026-12-01T12:00:00Z', undefined],
  ])('is due for a day after its time: %s', (moment, week) => {
    expect(dueWeek(sunday, at(moment))).toBe(week);
  });

  it('keeps to the clock on the wall', () => {
    expect(dueWeek({ ...sunday, zone: 'Asia/Tokyo' }, at('2026-11-29T09:30:00Z'))).toBe('2026-11-29');
    expect(dueWeek({ ...sunday, zone: 'America/New_York' }, at('2026-11-29T18:30:00Z'))).toBe(undefined);
    expect(dueWeek({ ...sunday, zone: 'America/New_York' }, at('2026-11-29T23:30:00Z'))).toBe('2026-11-29');
  });

  it('opens once also when the clock jumps over its time', () => {
    // Summer time begins in Vienna at 2 o'clock on 2026-03-29, a Sunday.
    const night = { weekday: 0, hour: 2, minute: 30, zone: 'Europe/Vienna' };
    expect(dueWeek(night, at('2026-03-29T00:59:00Z'))).toBe(undefined);
    expect(dueWeek(night, at('2026-03-29T01:01:00Z'))).toBe('2026-03-29');
  });

  it('is due for one week at a time, and once every week', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Vienna', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Kiritimati');
    const exhibitions = fc.record({
      ...{ weekday: fc.nat(6), hour: fc.nat(23), minute: fc.nat(59), zone: zones },
    });
    fc.assert(
      fc.property(exhibitions, fc.nat(52), (exhibition, week) => {
        const start = at('2026-01-01T00:00:00Z') + week * 7 * 24 * 3_600_000;
        const hours = Array.from({ length: 7 * 24 + 2 }, (_, hour) => dueWeek(exhibition, start + hour * 3_600_000));
        const weeks = new Set(hours.filter((due) => due !== undefined));
        expect(weeks.size).toBeGreaterThanOrEqual(1);
        expect(weeks.size).toBeLessThanOrEqual(2);
        for (const due of weeks) expect(new Date(`${due}T00:00:00Z`).getUTCDay()).toBe(exhibition.weekday);
      }),
      { numRuns: 10 },
    );
  });

  it('knows time zones', () => {
    expect(['UTC', 'Europe/Vienna', 'Mars/Olympus', ''].map(isZone)).toEqual([true, true, false, false]);
  });
});
