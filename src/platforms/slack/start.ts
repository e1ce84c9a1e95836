import type { IncomingMessage, ServerResponse } from 'node:http';
import { App, HTTPReceiver } from '@slack/bolt';
import type { Bot } from '../../core/bot.ts';
import type { Clock } from '../../core/clock.ts';
import type { Images } from '../../core/image.ts';
import type { Log } from '../../core/log.ts';
import type { Platform } from '../../core/platform.ts';
import { attachSurface } from './attach.ts';
import { type Calls, createCalls } from './calls.ts';
import { createClient } from './client.ts';
import { troubleOf } from './errors.ts';
import { formCallback } from './form.ts';
import { freshRequests } from './fresh.ts';
import { boltLogger } from './logger.ts';
import { eventsPath } from './manifest.ts';
import { createPeople } from './people.ts';
import { createLine, openLines } from './socket.ts';
import type { SurfaceParts } from './surface.ts';

export interface SlackParts {
  readonly bot: Bot;
  readonly images: Images;
  readonly log: Log;
  readonly clock: Clock;
  readonly botToken: string;
  /** For Socket Mode, which is used when it is there. */
  readonly appToken?: string | undefined;
  /** For HTTP mode. */
  readonly signingSecret?: string | undefined;
  /** Where Slack's API is, with a slash at the end. */
  readonly apiUrl: string;
}

export interface SlackPlatform extends Platform {
  /** HTTP mode only: takes Slack's requests to `/slack/events`. */
  readonly requestListener?: (request: IncomingMessage, response: ServerResponse) => void;
}

/** Starts Slack in Socket Mode or HTTP mode. Rejects with an Error whose message says which setting Slack refused. */
export async function startSlack(parts: SlackParts): Promise<SlackPlatform> {
  const { log, clock, botToken, appToken, signingSecret, apiUrl } = parts;
  const client = createClient(parts);
  const me = await client.identify().catch((error: unknown) => refused('SLACK_BOT_TOKEN', apiUrl, error));
  const surfaceParts = { ...parts, client, name: me.user, bot: me.bot_id };
  const calls = createCalls(parts.bot, createPeople({ client, clock, log }), surfaceParts);
  const authorization = { botToken, botId: me.bot_id, botUserId: me.user_id };

  if (appToken) {
    const lines = [0, 1].map(() => createLine({ appToken, apiUrl, clock, log }));
    const app = createApp(lines[0]?.receiver, authorization, calls, log);
    await openLines(lines, app).catch(async (error: unknown) => {
      await Promise.all(lines.map((line) => line.close()));
      return refused('SLACK_APP_TOKEN', apiUrl, error);
    });
    const hangUp = async () => void (await Promise.all(lines.map((line) => line.close())));
    return { ...platform(surfaceParts, hangUp), connected: () => lines.some((line) => line.connected()) };
  }
  if (!signingSecret) throw new Error('Slack needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP mode).');
  const receiver = new HTTPReceiver({ signingSecret, endpoints: [eventsPath], logger: boltLogger(log) });
  createApp(receiver, authorization, calls, log);
  const hangUp = async () => undefined;
  return { ...platform(surfaceParts, hangUp), requestListener: freshRequests(receiver.requestListener, clock) };
}

function platform(parts: SurfaceParts, hangUp: () => Promise<void>): Platform {
  return {
    name: 'slack',
    attach: (invocation, address) => attachSurface(parts, invocation, address),
    async close() {
      parts.client.close();
      await hangUp();
    },
  };
}

type Receiver = NonNullable<ConstructorParameters<typeof App>[0]>['receiver'];

function createApp(
  receiver: Receiver,
  authorization: { botToken: string; botId: string; botUserId: string },
  calls: Calls,
  log: Log,
): App {
  const app = new App({
    ...(receiver && { receiver }),
    // Known already, so that Bolt neither asks again nor keeps conversations in memory.
    authorize: async () => authorization,
    convoStore: false,
    logger: boltLogger(log),
  });
  app.command(/.*/, ({ body, ack }) => calls.slash(body, ack));
  app.view(formCallback, ({ body, ack }) => calls.submission(body, ack));
  app.error(async (error) => log.error({ err: error }, 'a call from Slack could not be read'));
  return app;
}

/** Ends the start with one sentence for the operator; Slack's own word for it helps to look it up. */
function refused(setting: string, apiUrl: string, error: unknown): never {
  const trouble = troubleOf(error);
  const sentence =
    trouble.kind === 'refused'
      ? `Slack refused ${setting}: ${trouble.error}. Copy it again from your app's page on api.slack.com/apps.`
      : `Slack cannot be reached at ${apiUrl}.`;
  throw new Error(sentence, { cause: error });
}
