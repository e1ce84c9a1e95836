import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Problem } from '../../../src/core/problem.ts';
import { choicesOf } from '../../../src/platforms/discord/autocomplete.ts';
import type { Person } from '../../fakes/discord.ts';
import { nasty } from './nasty.ts';
import { createSamples } from './sample.ts';
import { openStage, type Stage } from './stage.ts';

describe('autocomplete', () => {
  let stage: Stage;
  let ada: Person;
  const samples = createSamples();

  beforeEach(async () => {
    stage = await openStage();
    ada = stage.discord.user('Ada');
  });
  afterEach(() => stage.close());

  const suggesting = (suggest: (typed: string, about: unknown) => readonly { label: string; value: string }[]) =>
    samples.command('paint', function* () {}, {
      suggest: async (typed, { invocation }) => suggest(typed, invocation),
    });

  it('offers what the command suggests, for what is typed, with what else is there', async () => {
    const asked: unknown[] = [];
    const command = suggesting((typed, invocation) => {
      asked.push([typed, invocation]);
      return [{ label: 'Oil painting', value: 'oil' }];
    });
    await stage.start([command]);
    const choices = await ada.types('/paint', 'style', 'oi', { prompt: 'a fox', seed: 3 });
    expect(choices).toEqual([{ name: 'Oil painting', value: 'oil' }]);
    expect(asked).toMatchObject([
      [
        'oi',
        {
          command: 'paint',
          input: { kind: 'fields', fields: { prompt: 'a fox', seed: 3 } },
          person: { id: `discord:${ada.id}` },
          place: { channel: stage.discord.general.id, community: stage.discord.guild },
        },
      ],
    ]);
  });

  it('offers numbers for a number', async () => {
    await stage.start([
      suggesting(() => [
        { label: 'Two', value: '2' },
        { label: 'Many', value: 'many' },
        { label: 'Half', value: '0.5' },
      ]),
    ]);
    expect(await ada.types('/paint', 'count', '')).toEqual([{ name: 'Two', value: 2 }]);
  });

  it('offers nothing when something is wrong, and writes nothing down', async () => {
    const broken = samples.command('paint', function* () {}, {
      suggest: () => Promise.reject(new Problem('storage_failed', {})),
    });
    const easel = await stage.start([broken]);
    expect(await ada.types('/paint', 'style', 'x')).toEqual([]);
    expect(await easel.says('nothing can be suggested')).toMatchObject({ level: 'info' });
  });

  it('that Discord does not want any more is no harm', async () => {
    const easel = await stage.start([suggesting(() => [])]);
    stage.discord.fault({ path: /callback$/, times: 1, outcome: { status: 404, code: 10062 } });
    void ada.types('/paint', 'style', 'x').catch(() => undefined);
    await easel.says('nobody waited for what was suggested');
    expect(await ada.types('/paint', 'style', 'x')).toEqual([]);
  });

  it('is asked for by Discord only where something is suggested', async () => {
    await stage.start([suggesting(() => [])]);
    await expect(ada.types('/paint', 'prompt', 'x')).rejects.toThrow('no suggestions');
    expect(stage.discord.commands()[0]).toMatchObject({
      name: 'paint',
      options: expect.arrayContaining([
        expect.objectContaining({ name: 'style', autocomplete: true }),
        expect.objectContaining({ name: 'count', autocomplete: true, min_value: 1 }),
      ]),
    });
  });

  it('keeps within Discord’s limits, whatever is suggested', () => {
    const choice = z.strictObject({
      name: z.string().trim().min(1).max(100),
      value: z.union([z.string().min(1).max(100), z.number()]),
    });
    const suggestion = fc.record({ label: nasty, value: fc.oneof(nasty, fc.float().map(String)) });
    fc.assert(
      fc.property(
        fc.array(suggestion, { maxLength: 60 }),
        fc.constantFrom('text' as const, 'integer' as const, 'number' as const, 'choice' as const),
        (suggestions, kind) => {
          const choices = z.array(choice).max(25).parse(choicesOf(suggestions, kind));
          const type = kind === 'integer' || kind === 'number' ? 'number' : 'string';
          expect(choices.every(({ value }) => typeof value === type)).toBe(true);
        },
      ),
    );
  });
});
