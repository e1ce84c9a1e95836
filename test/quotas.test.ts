import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { readQuotas } from '../src/quotas.ts';

describe('QUOTAS', () => {
  it('counts pictures or money, for everyone, for each, or for one', () => {
    expect(readQuotas('person 20/day, community 500/month,everyone $100.5/month, role discord:7 3/day,')).toEqual([
      { scope: 'person', period: 'day', pictures: 20 },
      { scope: 'community', period: 'month', pictures: 500 },
      { scope: 'everyone', period: 'month', money: 100_500_000 },
      { scope: 'role', id: 'discord:7', period: 'day', pictures: 3 },
    ]);
    expect(readQuotas('')).toEqual([]);
    expect(readQuotas('channel €2/day')).toEqual([{ scope: 'channel', period: 'day', money: 2_000_000 }]);
  });

  it.each([
    ['persons 20/day', 'must begin with person, role, channel, community or everyone'],
    ['person 20', 'must end with an amount and its period, such as 20/day or $100/month'],
    ['person 20/week', 'must end with an amount and its period, such as 20/day or $100/month'],
    ['person', 'must end with an amount and its period, such as 20/day or $100/month'],
    ['person -1/day', 'must end with an amount and its period, such as 20/day or $100/month'],
    ['person 1.5/day', 'must allow a whole number of pictures'],
    ['everyone discord:7 20/day', 'must have no id, as it counts everyone'],
    ['role one two 20/day', 'must have at most one id'],
  ])('says what is wrong with “%s”', (rule, wrong) => {
    expect(readQuotas(rule)).toEqual([{ wrong }]);
  });

  it('is refused as a whole, with a sentence for each wrong rule', () => {
    expect(() => readConfig({ QUOTAS: 'person 20/day, dog 1/day, everyone 5' })).toThrow(
      'QUOTAS rule 2 must begin with person, role, channel, community or everyone.\nQUOTAS rule 3 must end with an amount',
    );
    expect(() => readConfig({ QUOTAS: 'everyone $5/day' })).toThrow('QUOTAS limits money, so PICTURE_PRICE is needed.');
  });

  it('comes with a price, in millionths', () => {
    const config = readConfig({ QUOTAS: 'everyone $5/day', PICTURE_PRICE: '0.032' });
    expect(config).toMatchObject({ PICTURE_PRICE: 32_000, QUOTAS: [{ money: 5_000_000 }] });
    expect(readConfig({})).toMatchObject({ PICTURE_PRICE: 0, QUOTAS: [] });
  });
});
