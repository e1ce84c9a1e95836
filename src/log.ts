import { type Logger, pino } from 'pino';

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** Field names that may hold a secret anywhere one level deep. Prompts and addresses are not logged in the first place. */
const secrets = ['token', 'key', 'authorization', 'appToken', 'botToken', 'signingSecret', 'password'];

/**
 * One JSON line an event, or readable lines on a terminal. Errors keep their stack for the operator but lose every
 * query string, because signed addresses are as good as keys (API sheet, section 10).
 */
export function createLog(level: (typeof logLevels)[number]): Logger {
  return pino({
    level,
    base: null,
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`]), censor: '[secret]' },
    serializers: { err: describeError },
    ...(process.stdout.isTTY && { transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname' } } }),
  });
}

/** An error's name, message and stack without query strings and bearer tokens; only the first cause is followed. */
export function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return withoutSecrets(String(error));
  const cause = error.cause instanceof Error ? withoutSecrets(error.cause.message) : undefined;
  return { type: error.name, message: withoutSecrets(error.message), stack: withoutSecrets(error.stack ?? ''), cause };
}

/** A text without query strings, bearer tokens and the secrets of chats. */
export function withoutSecrets(text: string): string {
  return text
    .replace(/(https?:\/\/[^\s?"'<>]+)\?[^\s"'<>]*/g, '$1?[…]')
    .replace(/\b(Bearer|Bot)\s+[\w.~+/=-]+/g, '$1 [secret]')
    .replace(/\bxox[a-z]-[\w-]+|\bxapp-[\w-]+|\bsk-[\w-]{8,}/g, '[secret]')
    .replace(/\/(webhooks|interactions)\/(\d+)\/[\w.~-]+/g, '/$1/$2/[secret]');
}
