import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { readWeights } from '../src/weights.ts';

describe('ROLE_WEIGHTS', () => {
  it('gives roles a share of the turns', () => {
    expect(readWeights('discord:123 2, slack:T1:guest 0.5,x 1000 ,')).toEqual([
      { role: 'discord:123', weight: 2 },
      { role: 'slack:T1:guest', weight: 0.5 },
      { role: 'x', weight: 1000 },
    ]);
    expect(readConfig({ ROLE_WEIGHTS: 'discord:123 0.001' })).toMatchObject({ ROLE_WEIGHTS: [{ weight: 0.001 }] });
    expect(readConfig({}).ROLE_WEIGHTS).toEqual([]);
  });

  it.each([
    ['discord:123', 'must be a role and a number, such as discord:123 2'],
    ['discord:123 two', 'must be a role and a number, such as discord:123 2'],
    ['discord:123 -1', 'must be a role and a number, such as discord:123 2'],
    ['my role 2', 'must be a role and a number, such as discord:123 2'],
    ['discord:123 0', 'must be from 0.001 to 1000'],
    ['discord:123 1001', 'must be from 0.001 to 1000'],
  ])('says what is wrong with “%s”', (rule, wrong) => {
    expect(readWeights(rule)).toEqual([{ wrong }]);
    expect(() => readConfig({ ROLE_WEIGHTS: `a 1, ${rule}` })).toThrow(`ROLE_WEIGHTS rule 2 ${wrong}.`);
  });
});
