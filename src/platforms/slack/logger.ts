import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../../core/log.ts';

/**
 * Bolt's log lines in ours. Its debug and info lines hold whole payloads, prompts included, so they are dropped; the
 * rest goes through `err`, where the log takes out query strings and tokens.
 */
export function boltLogger(log: Log): Logger {
  const tell = (...words: unknown[]) => log.warn({ err: words.map(String).join(' ') }, 'the Slack library reports');
  return {
    debug() {},
    info() {},
    warn: tell,
    error: tell,
    setLevel() {},
    getLevel: () => LogLevel.WARN,
    setName() {},
  };
}
