import type { IncomingMessage, ServerResponse } from 'node:http';
import { App, HTTPReceiver } from '@slack/bolt';
import type { Bot } from '../../core/bot.ts';
import type { Clock } from '../../core/clock.ts';
import type { Gate } from '../../core/gate.ts';
import type { Images } from '../../core/image.ts';
import type { Log } from '../../core/log.ts';
import type { Platform } from '../../core/platform.ts';
import { attachSurface } from './attach.ts';
import { type Calls, createCalls } from './calls.ts';
import { createClient } from './client.ts';
import { troubleOf } from './errors.ts';
import { createFileIds } from './file-ids.ts';
import { formCallback } from './form.ts';
import { freshRequests } from './fresh.ts';
import { createGestures, type Gestures } from './gestures.ts';
import { identify } from './identity.ts';
import { linkTo } from './link.ts';
import { boltLogger } from './logger.ts';
import { eventsPath } from './manifest.ts';
import { createPeople } from './people.ts';
import { createLine, openLines } from './socket.ts';
import type { SurfaceParts } from './surface.ts';
import { createTakenCards } from './taken-cards.ts';
import { createTurns } from './turns.ts';
import { createUnheard } from './unheard.ts';
import { createWalls } from './walls.ts';

export interface SlackParts {
  readonly bot: Bot;
  readonly images: Images;
  /** Bytes of pictures that may be in memory at once on their way to Slack; no limit without it. */
  readonly memory?: Gate | undefined;
  readonly log: Log;
  readonly clock: Clock;
  readonly botToken: string;
  /** For Socket Mode, which is used when it is there. */
  readonly appToken?: string | undefined;
  /** For HTTP mode. */
  readonly signingSecret?: string | undefined;
  /** Where Slack's API is, with a slash at the end. */
  readonly apiUrl: string;
  /** Where the web galleries are, without a slash at the end; undefined: nowhere that others reach. */
  readonly publicUrl?: string | undefined;
}

export interface SlackPlatform extends Platform {
  /** For people: its name, and whether Slack has not answered yet. */
  readonly label: string;
  /** HTTP mode only: takes Slack's requests to `/slack/events`. */
  readonly requestListener?: (request: IncomingMessage, response: ServerResponse) => void;
}

/**
 * Starts Slack in Socket Mode or HTTP mode. While Slack cannot be reached or has no time, it is started all the same, and
 * what is missing follows. Rejects with an Error whose message says which setting Slack refused.
 */
export async function startSlack(parts: SlackParts): Promise<SlackPlatform> {
  const { log, clock, botToken, appToken, signingSecret = '' } = parts;
  if (!appToken && !signingSecret) {
    throw new Error('Slack needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP mode).');
  }
  const client = createClient(parts);
  const me = await identify({ client, clock, log }).catch((error: unknown) => refused('SLACK_BOT_TOKEN', error));
  const surfaceParts = {
    ...parts,
    client,
    me,
    commands: parts.bot.commands,
    fileIds: createFileIds(),
    shownBy: parts.bot.shownBy,
    turns: createTurns(),
    cards: createTakenCards(),
  };
  const people = createPeople({ client, clock, log });
  const calls = {
    ...createCalls(parts.bot, people, surfaceParts),
    ...createGestures(parts.bot, people, surfaceParts),
  };

  if (appToken) {
    const lines = [0, 1].map(() => createLine({ ...parts, appToken }));
    const unheard = createUnheard(clock);
    let hungUp: Promise<unknown> | undefined;
    const hangUp = async () => {
      hungUp ??= Promise.all(lines.map((line) => line.close()));
      await hungUp;
    };
    const app = createApp(lines[0]?.receiver, botToken, calls, log);
    const handle = app.processEvent.bind(app);
    app.processEvent = (event) => unheard.follow(event, handle);
    await openLines(lines, app).catch(async (error: unknown) => {
      client.close();
      await hangUp();
      return refused('SLACK_APP_TOKEN', error);
    });
    const connected = () => lines.some((line) => line.connected());
    const stopListening = async () => {
      await unheard.none();
      await hangUp();
    };
    return { ...platform(surfaceParts, connected(), hangUp), connected, stopListening };
  }
  const receiver = new HTTPReceiver({ signingSecret, endpoints: [eventsPath], logger: boltLogger(log) });
  createApp(receiver, botToken, calls, log);
  const hangUp = async () => undefined;
  return { ...platform(surfaceParts, true, hangUp), requestListener: freshRequests(receiver.requestListener, clock) };
}

function platform(parts: SurfaceParts, isOpen: boolean, hangUp: () => Promise<void>): SlackPlatform {
  const isThere = isOpen && parts.me.bot !== undefined;
  return {
    name: 'slack',
    label: isThere ? 'slack' : 'slack, as soon as Slack answers',
    linkTo: (message) => linkTo(message, parts.me.url),
    attach: (invocation, address) => attachSurface(parts, invocation, address),
    walls: createWalls(parts),
    async close() {
      parts.client.close();
      await hangUp();
    },
  };
}

type Receiver = NonNullable<ConstructorParameters<typeof App>[0]>['receiver'];

function createApp(receiver: Receiver, botToken: string, calls: Calls & Gestures, log: Log): App {
  const app = new App({
    ...(receiver && { receiver }),
    // Known already, so that Bolt neither asks again nor keeps conversations in memory.
    authorize: async () => ({ botToken }),
    convoStore: false,
    logger: boltLogger(log),
  });
  app.command(/.*/, ({ body, ack }) => calls.slash(body, ack));
  app.action({ type: 'block_actions' }, ({ body, ack }) => calls.press(body, ack));
  app.shortcut({ type: 'message_action' }, ({ body, ack }) => calls.shortcut(body, ack));
  app.shortcut({ type: 'shortcut' }, ({ body, ack }) => calls.shortcut(body, ack));
  app.options<'block_suggestion'>({ type: 'block_suggestion' }, ({ body, ack }) => calls.suggestions(body, ack));
  app.view(formCallback, ({ body, ack }) => calls.submission(body, ack));
  app.error(async (error) => log.error({ err: error }, 'a call from Slack could not be read'));
  // Bolt acknowledges events before anybody has read them; ours are written down first.
  const handOn = app.processEvent.bind(app);
  app.processEvent = (event) =>
    event.body['type'] === 'event_callback' ? calls.event(event.body, () => event.ack()) : handOn(event);
  return app;
}

/** Ends the start with one sentence for the operator; Slack's own word for it helps to look it up. */
function refused(setting: string, error: unknown): never {
  const trouble = troubleOf(error);
  const word = trouble.kind === 'refused' ? trouble.error : trouble.kind;
  const sentence = `Slack refused ${setting}: ${word}. Copy it again from your app's page on api.slack.com/apps.`;
  throw new Error(sentence, { cause: error });
}
