import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, settings } from '../src/config.ts';

function sentencesFor(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.sentences;
    throw error;
  }
  return [];
}

describe('configuration', () => {
  it('needs nothing, and has every setting under its name with its default', () => {
    const defaults = Object.fromEntries(Object.keys(settings.shape).map((name) => [name, undefined]));
    expect({ ...defaults, ...readConfig({}) }).toMatchObject({
      IMAGE_API_URL: undefined,
      IMAGE_API_KEY: undefined,
      IMAGE_API_CONCURRENCY: 1,
      IMAGE_API_RATE: undefined,
      IMAGE_API_TIMEOUT: 120,
      IMAGE_API_PICTURES: 'base64',
      IMAGE_MODEL: '2.1 Pro',
      DISCORD_TOKEN: undefined,
      DISCORD_API_URL: 'https://discord.com/api',
      SLACK_BOT_TOKEN: undefined,
      SLACK_APP_TOKEN: undefined,
      SLACK_SIGNING_SECRET: undefined,
      SLACK_API_URL: 'https://slack.com/api/',
      IMAGES_URL: 'file:data/images',
      DATABASE_URL: 'file:data/easel.db',
      SANDBOX_LATENCY: 2000,
      WAITING_PER_PERSON: 10,
      WAITING_PER_CHANNEL: 50,
      HOST: '127.0.0.1',
      PORT: 3000,
      PUBLIC_URL: undefined,
      LOG_LEVEL: 'info',
    });
  });

  it('takes seconds as a plain number, and says so of anything else', () => {
    expect(readConfig({ IMAGE_API_TIMEOUT: '90' }).IMAGE_API_TIMEOUT).toBe(90);
    expect(sentencesFor({ IMAGE_API_TIMEOUT: '90 s' })).toEqual([
      'IMAGE_API_TIMEOUT must be a whole number from 1 to 600.',
    ]);
  });

  it('takes an image API without a key, but no key without an image API', () => {
    expect(sentencesFor({ IMAGE_API_URL: 'https://relay.example.com' })).toEqual([]);
    expect(sentencesFor({ IMAGE_API_KEY: 'hunter2' })).toEqual([
      'IMAGE_API_KEY is set, so IMAGE_API_URL is needed: without it the built-in sandbox would paint.',
    ]);
  });

  it('takes what people sign in with as a pair, and only with an address that they come back to', () => {
    const discord = { DISCORD_CLIENT_ID: '1234', DISCORD_CLIENT_SECRET: 'hunter2' };
    const slack = { SLACK_CLIENT_ID: '25.11', SLACK_CLIENT_SECRET: 'hunter2' };
    expect(sentencesFor({ ...discord, ...slack, PUBLIC_URL: 'https://easel.example' })).toEqual([]);
    expect(sentencesFor({ ...discord, ...slack })).toEqual([
      'DISCORD_CLIENT_ID is set, so PUBLIC_URL is needed: people come back there once they have signed in.',
      'SLACK_CLIENT_ID is set, so PUBLIC_URL is needed: people come back there once they have signed in.',
    ]);
    expect(sentencesFor({ DISCORD_CLIENT_ID: '1234', SLACK_CLIENT_SECRET: 'hunter2' })).toEqual([
      'DISCORD_CLIENT_ID is set, so DISCORD_CLIENT_SECRET is needed.',
      'SLACK_CLIENT_SECRET is set, so SLACK_CLIENT_ID is needed.',
    ]);
    expect(sentencesFor({ ...discord, DISCORD_CLIENT_ID: 'Easel', PUBLIC_URL: 'https://easel.example' })).toEqual([
      'DISCORD_CLIENT_ID must be the application’s number.',
    ]);
  });

  it('takes an empty value for none, and spaces around a value for nothing', () => {
    const config = readConfig({ IMAGE_API_URL: '', DISCORD_TOKEN: '  ', IMAGE_API_RATE: '', PORT: ' 4000 ' });
    expect(config).toMatchObject({ PORT: 4000 });
    expect(config.IMAGE_API_URL).toBeUndefined();
    expect(config.DISCORD_TOKEN).toBeUndefined();
    expect(config.IMAGE_API_RATE).toBeUndefined();
  });

  it.each([
    ['https://relay.example.com', 'https://relay.example.com'],
    ['https://relay.example.com/prefix//', 'https://relay.example.com/prefix'],
  ])('takes %s for %s', (given, expected) => {
    expect(readConfig({ IMAGE_API_URL: given }).IMAGE_API_URL).toBe(expected);
  });

  it('gives Slack’s address its slash', () => {
    expect(readConfig({ SLACK_API_URL: 'http://127.0.0.1:9/api' }).SLACK_API_URL).toBe('http://127.0.0.1:9/api/');
  });

  it('tells everything that is wrong at once, in sentences, and never a value', () => {
    const secret = 'hunter2-hunter2';
    const sentences = sentencesFor({
      IMAGE_API_URL: secret,
      IMAGE_API_CONCURRENCY: secret,
      IMAGE_API_RATE: '-3',
      IMAGE_API_PICTURES: secret,
      IMAGES_URL: secret,
      DATABASE_URL: secret,
      WAITING_PER_PERSON: '0',
      PICTURE_PRICE: secret,
      QUOTAS: secret,
      PORT: '70000',
      LOG_LEVEL: secret,
    });
    expect(sentences).toEqual([
      'IMAGE_API_URL must be a web address such as https://images.example.com.',
      'IMAGE_API_CONCURRENCY must be a whole number from 1 to 1000.',
      'IMAGE_API_RATE must be more than 0.',
      'IMAGE_API_PICTURES must be base64 or url.',
      'IMAGES_URL must be file: and a folder.',
      'DATABASE_URL must be file: and a path, or postgres://user:password@host:5432/easel.',
      'WAITING_PER_PERSON must be 1 or more.',
      'PICTURE_PRICE must be an amount of money such as 0.03.',
      'QUOTAS rule 1 must begin with person, role, channel, community or everyone.',
      'PORT must be 65535 or less.',
      'LOG_LEVEL must be one of debug, info, warn, error, silent.',
    ]);
    expect(sentences.join()).not.toContain(secret);
  });

  it.each([
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_APP_TOKEN'],
    [{ SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN'],
    [{ SLACK_SIGNING_SECRET: 'abc' }, 'SLACK_BOT_TOKEN'],
  ])('says which of Slack’s settings is missing beside %o', (environment, missing) => {
    expect(sentencesFor(environment).join()).toContain(missing);
  });

  it('says of every setting what it is for', () => {
    for (const [name, schema] of Object.entries(settings.shape)) {
      expect(String(schema.meta()?.['about']), name).toMatch(/^[A-Z].*\.$/);
    }
  });
});
