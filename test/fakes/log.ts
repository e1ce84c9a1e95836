import type { Log } from '../../src/core/log.ts';

export interface RecordedLog extends Log {
  readonly lines: readonly { level: string; fields: object; message: string }[];
}

/** A log that remembers. */
export function recordedLog(): RecordedLog {
  const lines: { level: string; fields: object; message: string }[] = [];
  const at = (level: string) => (fields: object, message: string) => {
    lines.push({ level, fields, message });
  };
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
