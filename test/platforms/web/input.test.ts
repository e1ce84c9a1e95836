import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { parseText } from '../../../src/core/grammar.ts';
import { readQuestion } from '../../../src/platforms/web/input.ts';

const id = '00000000-0000-4000-8000-000000000000';
const read = (text: string, fields: Record<string, string> = {}) => readQuestion({ id, text, ...fields }, commands);

describe('readQuestion', () => {
  it.each([
    ['a fox', 'imagine', 'a fox', 'a fox'],
    ['/imagine a fox', 'imagine', 'a fox', 'a fox'],
    [' /IMAGINE\na fox ', 'imagine', 'a fox', 'a fox'],
    ['/help imagine', 'help', 'imagine', '/help imagine'],
    ['/help', 'help', '', '/help'],
    ['/nonsense x', 'nonsense', 'x', '/nonsense x'],
    ['/ a fox', 'imagine', '/ a fox', '/ a fox'],
    ['a fox / a hen', 'imagine', 'a fox / a hen', 'a fox / a hen'],
  ])('reads %j', (text, command, line, asked) => {
    expect(read(text)).toEqual({ command, input: { kind: 'text', text: line }, asked });
  });

  it('turns filled-in fields into flags, and leaves the others out', () => {
    const fields = { '--aspect': '1:1 large', '--seed': ' 42 ', '--enhance': 'on', '--upscale': 'off', '--steps': '' };
    expect(read('a fox', fields).asked).toBe('a fox --aspect 1:1 large --seed 42 --enhance --no-upscale');
  });

  it('ignores fields that are no options, and all of them for another command', () => {
    expect(read('a fox', { '--nonsense': '1', seed: '42', '--prompt': 'a hen' }).asked).toBe('a fox');
    expect(read('/help', { '--seed': '42' }).asked).toBe('/help');
  });

  it.each(['a sign "OPEN', 'a “fox', 'a 12" record', '"a fox"'])('lets no quote in %j swallow the flags', (text) => {
    const options = commands[0]?.options ?? [];
    const fields = { '--watermark': 'by "me" \\', '--seed': '42' };
    const { asked } = read(text, fields);
    expect(parseText(asked, options)).toEqual({ ...parseText(text, options), watermark: 'by "me" \\', seed: '42' });
  });
});
