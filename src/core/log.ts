/** What every part may say to the operator; pino's loggers fit it. Fields never hold keys, prompts or signed addresses. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
