import { z } from 'zod';
import type { Setting, SettingKey, Settings } from '../core/settings.ts';
import type { Access } from './access.ts';
import * as parse from './parse.ts';
import { plain } from './plain.ts';

/** Presets, word lists, emojis and rules on the store. What is read back is only JSON: whoever asks checks it. */
export function createSettings(access: Access): Settings {
  return {
    async get(key) {
      const row = await access.run((database) =>
        database
          .selectFrom('settings')
          .selectAll()
          .where((setting) => setting.and(columnsOf(key)))
          .executeTakeFirst(),
      );
      return row && { ...key, person: row.person, value: readValue(row) };
    },
    async list(owner, kind) {
      const rows = await access.run((database) =>
        database
          .selectFrom('settings')
          .selectAll()
          .where('owner', '=', plain(owner))
          .where('kind', '=', kind)
          .execute(),
      );
      return (
        rows
          .map((row) => ({ owner, kind, name: row.name, person: row.person, value: readValue(row) }))
          // Not by the database: each engine compares texts in its own way.
          .sort((a, b) => (a.name < b.name ? -1 : 1))
      );
    },
    async put(setting) {
      const written = writtenOf(setting);
      await access.write((database) =>
        database
          .insertInto('settings')
          .values({ ...columnsOf(setting), ...written })
          .onConflict((conflict) => conflict.columns(['owner', 'kind', 'name']).doUpdateSet(written))
          .execute(),
      );
    },
    async add(setting) {
      const row = await access.write(async (database) => {
        await database
          .insertInto('settings')
          .values({ ...columnsOf(setting), ...writtenOf(setting) })
          .onConflict((conflict) => conflict.columns(['owner', 'kind', 'name']).doNothing())
          .execute();
        return database
          .selectFrom('settings')
          .selectAll()
          .where((there) => there.and(columnsOf(setting)))
          .executeTakeFirst();
      });
      // Whoever removes it in between leaves room for ours, as if we had come first.
      return row ? { ...setting, person: row.person, value: readValue(row) } : setting;
    },
    remove: (key) =>
      access.write(async (database) => {
        const { numDeletedRows } = await database
          .deleteFrom('settings')
          .where((setting) => setting.and(columnsOf(key)))
          .executeTakeFirst();
        return numDeletedRows > 0n;
      }),
  };
}

function writtenOf({ person, value }: Setting) {
  return { person: plain(person), value: JSON.stringify(value ?? null) };
}

function columnsOf({ owner, kind, name }: SettingKey) {
  return { owner: plain(owner), kind, name: plain(name) };
}

/** Undefined for what somebody damaged: a setting that means nothing is as good as none. */
function readValue({ value }: { readonly value: string }): unknown {
  return parse.readable(z.unknown(), value);
}
