import type { Bot } from '../../core/bot.ts';
import type { Clock } from '../../core/clock.ts';
import type { Gate } from '../../core/gate.ts';
import type { Images } from '../../core/image.ts';
import type { Log } from '../../core/log.ts';
import type { Platform } from '../../core/platform.ts';
import { createUpload } from '../../core/uploads.ts';
import { createCalls } from './calls.ts';
import { createFetch } from './files.ts';
import { type Itself, openGateway } from './gateway.ts';
import { linkTo } from './link.ts';
import { inviteLink } from './permissions.ts';
import { registerCommands } from './register.ts';
import { botSender, interactionSender } from './rest.ts';
import { createOpen, createSurvey } from './survey.ts';
import { createWalls } from './walls.ts';

export interface DiscordParts {
  readonly bot: Bot;
  readonly images: Images;
  /** Bytes of pictures that may be in memory at once on their way to Discord; no limit without it. */
  readonly memory?: Gate | undefined;
  readonly log: Log;
  readonly clock: Clock;
  readonly token: string;
  /** `https://discord.com/api`, or another server that speaks its protocol. */
  readonly apiUrl: string;
}

/** Logs in, takes commands, and keeps Discord's menus up to date. Throws an Error with a sentence when Discord refuses. */
export async function startDiscord({
  bot,
  images,
  memory,
  log,
  clock,
  token,
  apiUrl,
}: DiscordParts): Promise<Platform> {
  const api = apiUrl.replace(/\/+$/, '');
  // The places are Discord's, whichever way a picture takes.
  const upload = createUpload(memory);
  const senders = { interactions: interactionSender(api, clock, upload), bot: botSender(api, token, clock, upload) };

  const fetch = createFetch(api, clock);
  const itself = Promise.withResolvers<Itself>();
  const looking = { bot: senders.bot, clock, itself: itself.promise };
  const survey = createSurvey(looking);
  const calls = createCalls(bot, { images, clock, log, fetch, survey, commands: bot.commands, ...senders });

  function closeSenders(): void {
    for (const sender of Object.values(senders)) sender.close();
  }

  try {
    const { client, connected, ...who } = await openGateway({ token, apiUrl: api, log, receive: calls.receive });
    itself.resolve(who);
    const { application } = who;
    await registerCommands(client.rest, application, bot.commands, log);
    log.info({ platform: 'discord', link: inviteLink(application) }, 'this link adds Easel to a server');
    return {
      name: 'discord',
      connected,
      linkTo,
      walls: createWalls({ bot: senders.bot, images, clock, itself: who, survey, isOpen: createOpen(looking) }),
      attach: (invocation, address, acknowledged) => calls.attach(invocation, address, acknowledged, application),
      stopListening: () => client.destroy(),
      async close() {
        closeSenders();
        await client.destroy();
      },
    };
  } catch (error) {
    closeSenders();
    throw error;
  }
}
