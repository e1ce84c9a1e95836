import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type Clock, systemClock } from '../../src/core/clock.ts';
import { createChannels, type FakeChannel } from './discord/channels.ts';
import type { Fault } from './discord/faults.ts';
import { createGateway } from './discord/gateway.ts';
import { createHttp, type Recorded } from './discord/http.ts';
import { loadOpenApi } from './discord/openapi.ts';
import { type Asked, createPeople, type Person } from './discord/person.ts';
import { type Account, createRoutes } from './discord/routes.ts';
import type { Seen } from './discord/seen.ts';
import { createWords } from './discord/words.ts';
import { createWorld, type World } from './discord/world.ts';

export type { Asked, FakeChannel, Person, Recorded, Seen };

export type FakeDiscord = Awaited<ReturnType<typeof startFakeDiscord>>;

/**
 * A Discord on loopback that speaks its gateway and HTTP protocols and keeps its limits, as far as Easel touches them.
 * `clock` is for the 3 seconds and the 15 minutes of interactions. `openApi: false` leaves out checking every request
 * against Discord's own description, where that is at hand; `limited: false` its rate limits, which count by the wall clock.
 */
export async function startFakeDiscord({
  clock = systemClock,
  openApi = true,
  limited = true,
}: {
  clock?: Clock;
  openApi?: boolean;
  limited?: boolean;
} = {}) {
  const world = createWorld(
    clock,
    (message) => words.own(message),
    (messages) => words.gone(messages),
  );
  const application = world.nextId();
  const guild = world.nextId();
  let token = `fake.${application}.token`;
  let port = 0;
  const files = () => `http://127.0.0.1:${port}`;
  const origin = () => ({ application, files: files() });
  const account: Account = { application, guild, commands: [], gatewayUrl: () => `ws://127.0.0.1:${port}`, files };
  const { server, faults, requests, violations } = createHttp({
    token: () => token,
    route: createRoutes(world, account),
    file: (path) => fileAt(world, path),
    limited,
    openApi: openApi ? loadOpenApi() : undefined,
    changed: world.changed,
  });
  const gateway = createGateway({
    server,
    application,
    token: () => token,
    guilds: () => [guild],
    url: account.gatewayUrl,
    changed: world.changed,
  });
  const words = createWords({ origin, intents: () => gateway.intents, tell: gateway.tell });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = portOf(server.address());

  const { channel, outside } = createChannels(world, guild);
  const general = channel();
  const user = createPeople({
    world,
    origin,
    words,
    commands: () => account.commands,
    send: gateway.send,
    intents: () => gateway.intents,
    somewhere: () => {
      const found = world.channels.get(general.id);
      if (!found) throw new Error('there is always a general channel');
      return found;
    },
  });

  return {
    apiUrl: `http://127.0.0.1:${port}/api`,
    token,
    application,
    /** The one server. */
    guild,
    /** The channel that people are in when they do not say. */
    general,
    channel,
    /** The file with this SHA-256 that was posted somewhere. */
    bytesOf(sha: string): Uint8Array {
      const messages = [...world.channels.values()].flatMap((each) => each.messages);
      const found = messages.flatMap(({ files: posted }) => posted).find((file) => file.sha === sha);
      if (!found) throw new Error('no such file');
      return found.content;
    },
    /** Somebody's direct messages with the bot. */
    directOf: ({ id }: { readonly id: string }): FakeChannel => outside(world.directOf(id)),
    user,
    gateway,
    requests,
    /** What Discord's own description, where at hand, finds wrong with the bot's requests. Should stay empty. */
    violations,
    /** The commands that Discord shows. */
    commands: () => account.commands,
    /** Makes requests go wrong. The answer ends it. */
    fault: (fault: Fault): (() => void) => faults.add(fault),
    /** An interaction in a channel, or under a message there, that is not delivered to anybody: for a surface on its own. */
    interaction({ id }: { readonly id: string }, under?: { readonly id: string }): { id: string; token: string } {
      const where = world.channels.get(id);
      if (!where) throw new Error('no such channel');
      const message = under && world.find(under.id);
      return world.ask(where, { type: message ? 3 : 2, asker: 'nobody', under: message });
    },
    /** Waits until `find` finds something. */
    until: world.until,
    /** Makes the token worthless, as when somebody resets it, and throws its bearer out. */
    revokeToken(): void {
      token = 'another';
      gateway.hangUp(4004);
    },
    /** Makes another token the right one. */
    changeToken(right: string): void {
      token = right;
    },
    async close(): Promise<void> {
      gateway.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Bytes of a file that somebody, or the bot, has posted. */
function fileAt({ channels }: World, path: string) {
  const [, , channel = '', id = ''] = path.split('/');
  const messages = channels.get(channel)?.messages ?? [];
  const named = messages.flatMap((message) =>
    message.files.map((file) => ({ file, key: message.author ? file.id : `${message.id}-${file.id}` })),
  );
  return named.find(({ key }) => key === id)?.file;
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return address.port;
}
