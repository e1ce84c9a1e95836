import type { Bot } from '../../core/bot.ts';
import type { Clock } from '../../core/clock.ts';
import type { Images } from '../../core/image.ts';
import type { Log } from '../../core/log.ts';
import type { Platform } from '../../core/platform.ts';
import { readAddress } from './address.ts';
import { openGateway } from './gateway.ts';
import { isCommandCall, readCall } from './invocation.ts';
import { inviteLink } from './permissions.ts';
import { registerCommands } from './register.ts';
import { botSender, interactionSender } from './rest.ts';
import { createSurface } from './surface.ts';

export interface DiscordParts {
  readonly bot: Bot;
  readonly images: Images;
  readonly log: Log;
  readonly clock: Clock;
  readonly token: string;
  /** `https://discord.com/api`, or another server that speaks its protocol. */
  readonly apiUrl: string;
}

/** Logs in, takes commands, and keeps Discord's menus up to date. Throws an Error with a sentence when Discord refuses. */
export async function startDiscord({ bot, images, log, clock, token, apiUrl }: DiscordParts): Promise<Platform> {
  const api = apiUrl.replace(/\/+$/, '');
  const senders = { interactions: interactionSender(api, clock), bot: botSender(api, token, clock) };

  const surfaceParts = { images, clock, log, interactions: senders.interactions, bot: senders.bot };

  function receive(type: string, data: unknown): void {
    if (type !== 'INTERACTION_CREATE' || !isCommandCall(data)) return;
    const { invocation, spot } = readCall(data, bot.commands, clock.now());
    // It never rejects.
    void bot.run(invocation, createSurface(surfaceParts, spot, false));
  }

  function closeSenders(): void {
    for (const sender of Object.values(senders)) sender.close();
  }

  try {
    const { client, application, connected } = await openGateway({ token, apiUrl: api, log, receive });
    await registerCommands(client.rest, application, bot.commands, log);
    log.info({ platform: 'discord', link: inviteLink(application) }, 'this link adds Easel to a server');
    return {
      name: 'discord',
      connected,
      attach(_invocation, address, acknowledged) {
        const spot = readAddress(address);
        // Another bot's answers are not ours to give.
        if (spot?.application !== application) return undefined;
        return createSurface(surfaceParts, spot, acknowledged);
      },
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
