import { describe, expect, it } from 'vitest';
import type { SettingKey } from '../../src/core/settings.ts';
import type { StoreUnderTest } from '../contracts/store-contract.ts';

const key: SettingKey = { owner: 'discord:9', kind: 'list', name: 'colours' };

export function settingsContract(store: () => StoreUnderTest): void {
  describe('settings', () => {
    it('are there for every process until somebody removes them', async () => {
      const { process } = store();
      const [one, other] = await Promise.all([process(), process()]);
      expect(await one.settings.get(key)).toBeUndefined();
      await one.settings.put({ ...key, person: 'ada', value: ['red'] });
      await other.settings.put({ ...key, person: 'bob', value: ['red', 'a \u0000 🦊'] });
      expect(await one.settings.get(key)).toEqual({ ...key, person: 'bob', value: ['red', 'a \u0000 🦊'] });
      expect(await one.settings.remove(key)).toBe(true);
      expect(await other.settings.remove(key)).toBe(false);
      expect(await other.settings.get(key)).toBeUndefined();
    });

    it('are added once, whoever else does the same at that moment', async () => {
      const { process } = store();
      const [one, other] = await Promise.all([process(), process()]);
      const add = ({ settings }: typeof one, person: string) => settings.add({ ...key, person, value: { by: person } });
      const [first, second] = await Promise.all([add(one, 'ada'), add(other, 'bob')]);
      expect(first).toEqual(second);
      expect(await add(one, 'eve')).toEqual(first);
      expect(await one.settings.get(key)).toEqual(first);
    });

    it('are somebody’s, of a kind, and in the order of their names', async () => {
      const { process } = store();
      const { settings } = await process();
      const put = (change: Partial<SettingKey>) => settings.put({ ...key, ...change, person: 'ada', value: 1 });
      for (const name of ['b', 'Ä', 'a', 'B', '🦊']) await put({ name });
      await put({ owner: 'discord:8' });
      await put({ kind: 'preset' });
      const names = async (...whose: Parameters<typeof settings.list>) =>
        (await settings.list(...whose)).map(({ name }) => name);
      expect(await names('discord:9', 'list')).toEqual(['B', 'a', 'b', 'Ä', '🦊']);
      expect(await names('discord:8', 'list')).toEqual(['colours']);
      expect(await settings.list('discord:9', 'preset')).toEqual([{ ...key, kind: 'preset', person: 'ada', value: 1 }]);
      expect(await names('discord:7', 'list')).toEqual([]);
    });

    it('take any value and any name', async () => {
      const { process } = store();
      const { settings } = await process();
      const odd = { ...key, name: "'; drop table settings; --" };
      for (const value of [null, false, 0, '', { words: ['a', { b: [] }] }]) {
        await settings.put({ ...odd, person: '', value });
        expect(await settings.get(odd)).toEqual({ ...odd, person: '', value });
      }
      await settings.put({ ...key, name: 'a\u0000b', person: '', value: undefined });
      expect(await settings.get({ ...key, name: 'a\u0000b' })).toMatchObject({ value: null });
    });
  });
}
