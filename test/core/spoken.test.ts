import { expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { speaksForItself, spokenCall } from '../../src/core/spoken.ts';

test.each([
  ['a fox at dawn', false, 'imagine', 'a fox at dawn'],
  ['show me a fox', false, 'imagine', 'show me a fox'],
  ['/show 7K3Q-9XWM-2D4H', false, 'show', '7K3Q-9XWM-2D4H'],
  ['/History', false, 'history', ''],
  ['history', false, 'history', ''],
  ['help', false, 'help', ''],
  ['/imagine a fox --ar 16:9', false, 'imagine', 'a fox --ar 16:9'],
  ['cat -> fox', true, 'edit', 'cat -> fox'],
  ['+ at night\n--ar 16:9', true, 'edit', '+ at night\n--ar 16:9'],
  ['/reroll', true, 'reroll', ''],
  ['  ', true, 'help', ''],
  ['', false, 'help', ''],
  ['post', false, 'imagine', 'post'],
  ['/nothing a fox', false, 'imagine', '/nothing a fox'],
])('%j, in answer to a picture: %j → /%s %j', (said, answers, command, text) => {
  expect(spokenCall(said, answers, commands)).toEqual({ command, input: { kind: 'text', text } });
});

test.each([
  [' cat -> fox ', true],
  ['a fox at dawn', false],
  ['/reroll', false],
  ['help', false],
])('%j, in answer to a picture, is meant for a command by itself: %j', (said, speaks) => {
  expect(speaksForItself(said, commands)).toBe(speaks);
});
