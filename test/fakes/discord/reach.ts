import { type Channel, Refusal } from './model.ts';
import type { World } from './world.ts';

export const bits = {
  administrator: 1n << 3n,
  manageChannels: 1n << 4n,
  view: 1n << 10n,
  send: 1n << 11n,
  attach: 1n << 15n,
  history: 1n << 16n,
  manageThreads: 1n << 34n,
  inThreads: 1n << 38n,
};

/** The channel, if the bot itself can see it. */
export function reach(world: World, id: string): Channel {
  const channel = world.channels.get(id);
  if (!channel) throw new Refusal(404, 10003, 'Unknown Channel');
  const visible = channel.botIsIn && (channel.context !== 0 || allows(channel, bits.view));
  if (!visible) throw new Refusal(403, 50001, 'Missing Access');
  return channel;
}

export function allows({ permissions }: Channel, bit: bigint): boolean {
  return Boolean(permissions & (bit | bits.administrator));
}

/** In a server; nobody restricts direct messages. */
export function demand(channel: Channel, bit: bigint): void {
  if (channel.context === 0 && !allows(channel, bit)) throw new Refusal(403, 50013, 'Missing Permissions');
}
