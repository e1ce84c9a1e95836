import { expect, test } from 'vitest';
import { asProblem, Problem } from '../../src/core/problem.ts';

test('a Problem stays itself; anything else becomes unexpected and is kept as the cause', () => {
  const problem = new Problem('service_busy', {}, { requestId: 'r', hint: '50429' });
  expect(asProblem(problem)).toBe(problem);
  expect(problem).toMatchObject({ message: 'service_busy: 50429', requestId: 'r', blame: 'load' });
  for (const thrown of [new Error('socket'), 'text', undefined]) {
    expect(asProblem(thrown)).toMatchObject({ code: 'unexpected', message: 'unexpected', cause: thrown });
  }
});

test('whose move it is', () => {
  expect(new Problem('option_missing', { option: 'prompt' }).blame).toBe('asker');
  expect(new Problem('prompt_refused', {}).blame).toBe('asker');
  expect(new Problem('service_no_credit', {}).blame).toBe('operator');
  expect(new Problem('service_timeout', { seconds: 120 }).blame).toBe('service');
});
