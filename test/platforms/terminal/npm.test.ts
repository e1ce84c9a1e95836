import { expect, test } from 'vitest';
import { imagine } from '../../../commands/imagine.ts';
import { takenByNpm } from '../../../src/platforms/terminal/npm.ts';

const taken = (environment: Record<string, string>) =>
  takenByNpm({ npm_lifecycle_event: 'imagine', ...environment }, imagine.options);

test('what was meant for /imagine is told', () => {
  expect(taken({ npm_config_seed: 'true', npm_config_enhance: '' })).toMatch(
    /^npm took --seed --no-enhance for itself/,
  );
  expect(taken({ npm_config_yes: 'true' })).toMatch(/^npm took --yes for itself/);
});

test('npm’s own settings are none of ours', () => {
  expect(taken({ npm_config_yes: '', npm_config_fund: '' })).toBeUndefined();
  expect(takenByNpm({ npm_config_seed: 'true' }, imagine.options)).toBeUndefined();
});
