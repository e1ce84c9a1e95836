import { z } from 'zod';
import { logLevels } from './log.ts';
import { readQuotas, type WrongRule } from './quotas.ts';
import { readWeights } from './weights.ts';

const address = z
  .url({ protocol: /^https?$/, error: 'must be a web address such as https://images.example.com' })
  .transform((url) => url.replace(/\/+$/, ''));
const wholeNumber = (minimum: number, maximum: number) =>
  z.coerce
    .number(`must be a whole number from ${minimum} to ${maximum}`)
    .int(`must be a whole number from ${minimum} to ${maximum}`)
    .min(minimum, `must be ${minimum} or more`)
    .max(maximum, `must be ${maximum} or less`);

const millionths = (amount: number) => Math.round(amount * 1e6);

/** A list of rules as `read` reads it, with a sentence for each wrong one. */
const rules = <Rule extends object>(read: (text: string) => readonly (Rule | WrongRule)[]) =>
  z.string().transform((text, context) =>
    read(text).flatMap((rule, index) => {
      if (!('wrong' in rule)) return [rule];
      context.issues.push({ code: 'custom', message: `rule ${index + 1} ${rule.wrong}`, input: text });
      return [];
    }),
  );

/** Every setting, with its default and what it is for. `.env.example` and the README's table are made from it. */
export const settings = z.object({
  IMAGE_API_URL: address.optional().meta({
    about: 'The part of the image API’s address before /volcv/v1. Empty: a built-in sandbox paints.',
  }),
  IMAGE_API_KEY: z.string().optional().meta({
    about: 'Sent as a bearer token to the image API. Some relays need none.',
  }),
  IMAGE_API_CONCURRENCY: wholeNumber(1, 1000).default(1).meta({
    about: 'Pictures painted at the same time. The API allows one by default.',
  }),
  IMAGE_API_RATE: z.coerce
    .number('must be a number of pictures a second')
    .positive('must be more than 0')
    .optional()
    .meta({ about: 'At most this many calls a second. Empty: no limit.' }),
  IMAGE_API_TIMEOUT: wholeNumber(1, 600).default(120).meta({
    about: 'Seconds until a call is given up, as a plain number.',
  }),
  IMAGE_API_PICTURES: z
    .enum(['base64', 'url'], 'must be base64 or url')
    .default('base64')
    .meta({ about: 'How the API hands over pictures: inside its answer, or as an address to fetch.' }),
  IMAGE_API_DENIED: z.enum(['answer', 'wait'], 'must be answer or wait').default('answer').meta({
    about: 'While the key is refused or the credit used up: answer calls at once, or let them wait in line.',
  }),
  IMAGE_MODEL: z
    .string()
    .regex(/^[\w.-]+( Pro)?$/, 'must be a model name such as 2.1 Pro, or a req_key')
    .default('2.1 Pro')
    .meta({ about: 'The model when people choose none: 2.1 Pro, 2.0 Pro, 2.0, or another req_key of your account.' }),
  DISCORD_TOKEN: z.string().optional().meta({ about: 'Bot token. Set: Discord is on.' }),
  DISCORD_API_URL: address.default('https://discord.com/api').meta({ about: 'Where Discord’s API is.' }),
  DISCORD_CLIENT_ID: z
    .string()
    .regex(/^\d{1,20}$/, 'must be the application’s number')
    .optional()
    .meta({
      about: 'The application’s id. Set, with the next one: members can sign in to web galleries with Discord.',
    }),
  DISCORD_CLIENT_SECRET: z
    .string()
    .optional()
    .meta({ about: 'Its OAuth2 secret. Its redirect there is PUBLIC_URL with /sign-in/discord/back.' }),
  SLACK_BOT_TOKEN: z
    .string()
    .optional()
    .meta({ about: 'Bot token, xoxb-…. Set: Slack is on; then one of the next two is needed.' }),
  SLACK_APP_TOKEN: z
    .string()
    .optional()
    .meta({ about: 'App token, xapp-…, for Socket Mode: no public address needed.' }),
  SLACK_SIGNING_SECRET: z
    .string()
    .optional()
    .meta({ about: 'For HTTP mode: Slack then calls /slack/events on HOST and PORT.' }),
  SLACK_API_URL: address
    .transform((url) => `${url}/`)
    .default('https://slack.com/api/')
    .meta({ about: 'Where Slack’s API is.' }),
  SLACK_CLIENT_ID: z
    .string()
    .optional()
    .meta({ about: 'The app’s client id. Set, with the next one: members can sign in to web galleries with Slack.' }),
  SLACK_CLIENT_SECRET: z.string().optional().meta({
    about: 'Its client secret. The manifest brings the redirect, PUBLIC_URL with /sign-in/slack/back.',
  }),
  IMAGES_URL: z
    .string()
    .regex(/^file:.+/, 'must be file: and a folder')
    .default('file:data/images')
    .meta({ about: 'Where pictures are kept.' }),
  DATABASE_URL: z
    .string()
    .regex(/^(file:.|postgres(ql)?:\/\/.)/, 'must be file: and a path, or postgres://user:password@host:5432/easel')
    .default('file:data/easel.db')
    .meta({ about: 'Where calls, the line and quotas are kept: a file, or PostgreSQL 15 or newer.' }),
  WAITING_PER_PERSON: wholeNumber(1, 10_000)
    .default(10)
    .meta({ about: 'Pictures that one person may have waiting in line.' }),
  WAITING_PER_CHANNEL: wholeNumber(1, 10_000)
    .default(50)
    .meta({ about: 'Pictures that may wait in line for one channel.' }),
  PICTURE_PRICE: z.coerce
    .number('must be an amount of money such as 0.03')
    .min(0, 'must be 0 or more')
    .default(0)
    .transform(millionths)
    .meta({ about: 'What one picture costs you, in any currency. It is counted for quotas of money.' }),
  QUOTAS: rules(readQuotas).default([]).meta({
    about:
      'At most so much, by the calendar in UTC, such as: person 20/day, community 500/month, everyone $100/month. Empty: no limit.',
  }),
  PICTURE_MEMORY: wholeNumber(1, 1_000_000).default(128).meta({
    about:
      'MiB of memory that pictures on their way may take: half for what the image API sends, a quarter for each chat.',
  }),
  ROLE_WEIGHTS: rules(readWeights).default([]).meta({
    about:
      'Who gets more or fewer turns in line than others, such as: discord:123 2, slack:T1:guest 0.5. Of several roles the greatest counts.',
  }),
  SANDBOX_LATENCY: wholeNumber(0, 600_000).default(2000).meta({
    about: 'Milliseconds that the built-in sandbox takes for a picture.',
  }),
  HOST: z
    .string()
    .default('127.0.0.1')
    .meta({ about: 'Address to listen on. The default is reached from this machine only.' }),
  PORT: wholeNumber(0, 65_535)
    .default(3000)
    .meta({ about: 'Port of the studio, of web galleries and of Slack’s HTTP mode. 0: any free one.' }),
  METRICS_PORT: wholeNumber(0, 65_535)
    .optional()
    .meta({ about: 'Port of /metrics (for Prometheus) and /health on HOST. Empty: neither. 0: any free one.' }),
  PUBLIC_URL: address.optional().meta({
    about:
      'How others reach HOST and PORT, such as https://easel.example; galleries need one without a path. Set: there are web galleries, also with chats on. Slack’s HTTP mode needs it, too.',
  }),
  LOG_LEVEL: z
    .enum(logLevels, `must be one of ${logLevels.join(', ')}`)
    .default('info')
    .meta({ about: 'How much is logged.' }),
});

export type Config = z.output<typeof settings>;

/** Thrown with one sentence for each thing that is wrong; values are never repeated, they may be secrets. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly sentences: readonly string[];

  constructor(sentences: readonly string[]) {
    super(sentences.join('\n'));
    this.sentences = sentences;
  }
}

/** Reads the environment. An empty value counts as not set. Throws ConfigError with everything that is wrong. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.keys(settings.shape).flatMap((name) => {
      const value = environment[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
  const result = settings.safeParse(given);
  const wrong = result.error?.issues.map(({ path, message }) => `${path.join('.')} ${message}.`) ?? [];
  const sentences = [...wrong, ...together(given)];
  if (!result.success || sentences.length > 0) throw new ConfigError(sentences);
  return result.data;
}

/** Rules over several settings. */
function together(given: Readonly<Record<string, string>>): string[] {
  const { IMAGE_API_URL, IMAGE_API_KEY, SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET } = given;
  const { QUOTAS = '', PICTURE_PRICE } = given;
  const sentences: string[] = [];
  if (IMAGE_API_KEY && !IMAGE_API_URL) {
    sentences.push('IMAGE_API_KEY is set, so IMAGE_API_URL is needed: without it the built-in sandbox would paint.');
  }
  if (SLACK_BOT_TOKEN && !SLACK_APP_TOKEN && !SLACK_SIGNING_SECRET) {
    sentences.push(
      'SLACK_BOT_TOKEN is set, so SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP mode) is needed.',
    );
  }
  if (!SLACK_BOT_TOKEN && (SLACK_APP_TOKEN || SLACK_SIGNING_SECRET)) {
    sentences.push('SLACK_APP_TOKEN or SLACK_SIGNING_SECRET is set, so SLACK_BOT_TOKEN is needed.');
  }
  for (const chat of ['DISCORD', 'SLACK']) {
    const [id, secret] = [`${chat}_CLIENT_ID`, `${chat}_CLIENT_SECRET`];
    if (given[id] && !given[secret]) sentences.push(`${id} is set, so ${secret} is needed.`);
    if (given[secret] && !given[id]) sentences.push(`${secret} is set, so ${id} is needed.`);
    if (given[id] && given[secret] && !given['PUBLIC_URL']) {
      sentences.push(`${id} is set, so PUBLIC_URL is needed: people come back there once they have signed in.`);
    }
  }
  if (readQuotas(QUOTAS).some((rule) => 'money' in rule) && !PICTURE_PRICE) {
    sentences.push('QUOTAS limits money, so PICTURE_PRICE is needed.');
  }
  return sentences;
}
