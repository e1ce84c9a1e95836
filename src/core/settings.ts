/** Whose setting it is: a person's, a channel's or a server's id, unique over platforms. */
export interface SettingKey {
  readonly owner: string;
  readonly kind: SettingKind;
  /** At most 64 characters. */
  readonly name: string;
}

/**
 * `preset`: options under a name. `list`: words for `{{name}}` in prompts. `emoji`: what a reaction does in a server.
 * `rule`: what holds in a channel. `begun`: that a call was answered which may be answered once.
 * `consent`: what a person says to galleries (`consent.ts`).
 */
export type SettingKind = 'preset' | 'list' | 'emoji' | 'rule' | 'begun' | 'consent';

/** Everything that people set, other than the operator. */
export interface Setting extends SettingKey {
  /** Whoever wrote it last. */
  readonly person: string;
  /** Plain JSON. Whoever reads it checks it: an older or newer Easel may have written it. */
  readonly value: unknown;
}

/** All methods throw Problem `storage_failed`. */
export interface Settings {
  get(key: SettingKey): Promise<Setting | undefined>;
  /** One owner's of a kind, by name. */
  list(owner: string, kind: SettingKind): Promise<readonly Setting[]>;
  /** Writes it, over what was there. */
  put(setting: Setting): Promise<void>;
  /** Writes it unless there is one, whoever else does the same at that moment. What is there then. */
  add(setting: Setting): Promise<Setting>;
  /** Whether it was there. */
  remove(key: SettingKey): Promise<boolean>;
}
