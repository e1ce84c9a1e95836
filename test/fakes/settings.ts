import type { Setting, SettingKey, Settings } from '../../src/core/settings.ts';

export interface MemorySettings extends Settings {
  /** How often it was asked for anything. */
  readonly looks: number;
}

/** What people set, in memory. */
export function memorySettings(...settings: readonly Setting[]): MemorySettings {
  const keyOf = ({ owner, kind, name }: SettingKey) => JSON.stringify([owner, kind, name]);
  const kept = new Map(settings.map((setting) => [keyOf(setting), setting]));
  let looks = 0;
  return {
    get looks() {
      return looks;
    },
    async get(key) {
      looks++;
      return kept.get(keyOf(key));
    },
    async list(owner, kind) {
      looks++;
      const found = [...kept.values()].filter((setting) => setting.owner === owner && setting.kind === kind);
      return found.sort((one, other) => (one.name < other.name ? -1 : 1));
    },
    async put(setting) {
      // What is kept is plain JSON.
      kept.set(keyOf(setting), { ...setting, value: JSON.parse(JSON.stringify(setting.value)) });
    },
    async add(setting) {
      const there = kept.get(keyOf(setting)) ?? setting;
      kept.set(keyOf(setting), there);
      return there;
    },
    async remove(key) {
      return kept.delete(keyOf(key));
    },
  };
}
