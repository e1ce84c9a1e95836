import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commands } from '../../../commands/index.ts';
import { command } from '../../../src/core/command.ts';
import { describeCommand } from '../../../src/platforms/discord/options.ts';
import { checkCommands } from '../../fakes/discord/commands.ts';
import { loadOpenApi } from '../../fakes/discord/openapi.ts';

const lines = { words: 'Words', count: 'How many', share: 'How much', loud: 'Loud', shape: 'Shape' };
const sample = command({
  name: 'sample',
  manuals: {
    en: { summary: 'A sample', options: lines },
    zh: { summary: '示例', options: { ...lines, words: '文字' } },
    pt: { summary: 'Um exemplo', options: lines },
  },
  options: z.object({
    count: z.int().min(1).max(9).optional(),
    words: z.string().min(1).max(9000),
    share: z.number().min(0).max(1).default(0.5),
    loud: z.boolean().optional(),
    shape: z.enum(['round', 'square']).optional(),
  }),
  async *run() {},
});

describe('commands for Discord', () => {
  it('says every kind of option in Discord’s terms, required ones first', () => {
    const { options } = describeCommand(sample);
    expect(options).toMatchObject([
      { name: 'words', type: 3, required: true, min_length: 1, max_length: 6000 },
      { name: 'count', type: 4, required: false, min_value: 1, max_value: 9 },
      { name: 'share', type: 10, min_value: 0, max_value: 1 },
      { name: 'loud', type: 5 },
      {
        name: 'shape',
        type: 3,
        choices: [
          { name: 'round', value: 'round' },
          { name: 'square', value: 'square' },
        ],
      },
    ]);
    expect(options?.[4]).not.toHaveProperty('max_length');
  });

  it('may be used by servers and people, everywhere, in every language there is', () => {
    expect(describeCommand(sample)).toMatchObject({
      description: 'A sample',
      description_localizations: { 'zh-CN': '示例', 'zh-TW': '示例', 'pt-BR': 'Um exemplo' },
      integration_types: [0, 1],
      contexts: [0, 1, 2],
      options: [
        { description: 'Words', description_localizations: { 'zh-CN': '文字', 'zh-TW': '文字' } },
        {},
        {},
        {},
        {},
      ],
    });
  });

  it('cuts descriptions that Discord would refuse', () => {
    const long = { ...sample, manuals: { en: { summary: 'x'.repeat(101), options: lines } } };
    expect(describeCommand(long).description).toBe(`${'x'.repeat(99)}…`);
  });

  it('describes Easel’s own commands as Discord takes them', () => {
    const described: unknown = JSON.parse(JSON.stringify(commands.map(describeCommand)));
    expect(checkCommands(described)).toHaveLength(commands.length);
    expect(loadOpenApi()?.('PUT', '/applications/1/commands', described) ?? []).toEqual([]);
  });
});
