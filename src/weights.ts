import type { WrongRule } from './quotas.ts';

/** How many pictures a role's people get for one of somebody without any. */
export interface RoleWeight {
  readonly role: string;
  readonly weight: number;
}

/** What the count of rounds can tell apart (`src/store/lane/add.ts`). */
const least = 0.001;
const most = 1000;

/** Reads the operator's weights, e.g. `discord:123 2, slack:T1:guest 0.5`: a role's id and its share. */
export function readWeights(text: string): readonly (RoleWeight | WrongRule)[] {
  const rules = text.split(',').map((rule) => rule.trim());
  return rules.filter((rule) => rule !== '').map(readRule);
}

function readRule(text: string): RoleWeight | WrongRule {
  const [role = '', number = '', ...more] = text.split(/\s+/);
  if (more.length > 0 || !/^\d+(?:\.\d+)?$/.test(number))
    return { wrong: 'must be a role and a number, such as discord:123 2' };
  const weight = Number(number);
  if (weight < least || weight > most) return { wrong: `must be from ${least} to ${most}` };
  return { role, weight };
}
