import { expect, test } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { withOwnNames } from '../../../src/platforms/slack/names.ts';

test.each([
  ['There is no word list here. /list shows them all.', 'There is no word list here. /easel list shows them all.'],
  ['/help lists them all.', '/easel help lists them all.'],
  ['用 /preset 可以查看您的预设。', '用 /easel preset 可以查看您的预设。'],
  ['“/imagine a fox at dawn”', '“/imagine a fox at dawn”'],
  ['(/help imagine shows every option)', '(/easel help imagine shows every option)'],
  ['https://example.com/list', 'https://example.com/list'],
  ['1/list', '1/list'],
  ['/unheard-of', '/unheard-of'],
])('%j becomes %j', (text, shown) => {
  expect(withOwnNames({ state: 'done', text }, commands).text).toBe(shown);
});

test('what people wrote stays as it is', () => {
  const reply = { state: 'done', text: '', quote: '/list', facts: [{ label: '/list', value: '/list' }] } as const;
  expect(withOwnNames(reply, commands)).toMatchObject({ quote: '/list', facts: [{ value: '/list' }] });
  const table = { ...reply, sections: [{ heading: '/list – Lists', rows: [{ term: '/list', text: 'see /rules' }] }] };
  expect(withOwnNames(table, commands).sections).toEqual([
    { heading: '/easel list – Lists', rows: [{ term: '/easel list', text: 'see /easel rules' }] },
  ]);
});
