import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { parseText } from '../../../src/core/grammar.ts';
import { readLine } from '../../../src/platforms/terminal/line.ts';

const options = commands[0]?.options ?? [];
const read = (...words: string[]) => parseText(readLine(words, commands).text, options);

describe('readLine', () => {
  it.each([
    [['a', 'fox'], { prompt: 'a fox' }],
    [['a fox', '--seed', '42'], { prompt: 'a fox', seed: '42' }],
    [['a fox --seed 42'], { prompt: 'a fox', seed: '42' }],
    [['--no-enhance', 'a fox at dawn'], { prompt: 'a fox at dawn', enhance: false }],
    [['--upscale', 'a fox'], { prompt: 'a fox', upscale: true }],
    [['a fox', '--watermark', 'by me'], { prompt: 'a fox', watermark: 'by me' }],
    [['a fox', '--watermark=by me'], { prompt: 'a fox', watermark: 'by me' }],
    [['--watermark', 'say "hi" \\', 'a fox'], { prompt: 'a fox', watermark: 'say "hi" \\' }],
    [['--aspect', '1:1 large', 'a fox'], { prompt: 'a fox', aspect: '1:1 large' }],
    [['--aspect', '1:1', 'large foxes'], { prompt: 'large foxes', aspect: '1:1' }],
    [['a', 'fox', '--aspect', '1:1', 'large'], { prompt: 'a fox', aspect: '1:1 large' }],
    [['--aspect=16:9', 'a fox'], { prompt: 'a fox', aspect: '16:9' }],
    [['a sign "OPEN"', '--seed=7'], { prompt: 'a sign "OPEN"', seed: '7' }],
  ])('reads %j', (words, fields) => {
    expect(read(...words)).toEqual(fields);
  });

  it.each([
    [['help'], 'help', ''],
    [['/help', 'imagine'], 'help', 'imagine'],
    [['imagine', 'a fox'], 'imagine', 'a fox'],
    [['help me, fox'], 'imagine', 'help me, fox'],
    [['fox', 'help'], 'imagine', 'fox help'],
  ])('takes the command from %j', (words, command, text) => {
    expect(readLine(words, commands)).toEqual({ command, text });
  });

  it('leaves what is wrong for the command to say', () => {
    expect(readLine(['a fox', '--nonsense', 'by me'], commands).text).toBe('a fox --nonsense by me');
    expect(() => read('a fox', '--watermark', '')).toThrow(expect.objectContaining({ code: 'option_value_missing' }));
  });
});
