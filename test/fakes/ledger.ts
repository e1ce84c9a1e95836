import type { BotParts } from '../../src/core/bot.ts';
import type { LaneOrder } from '../../src/core/lane.ts';
import type { QuotaRule } from '../../src/core/quota.ts';
import { openStore } from '../../src/store/store.ts';
import { freely, orderOf } from '../store/orders.ts';

const quotas: readonly QuotaRule[] = [
  { scope: 'community', period: 'month', pictures: 500 },
  { scope: 'everyone', period: 'month', money: 100_000_000 },
];

/** A real store in memory in which seven people with names as long and odd as they come wait for pictures of 0.03. */
export async function openLedger(place: { readonly platform: string; readonly community: string }) {
  const store = await openStore({ url: 'file::memory:' });
  const community = `${place.platform}:${place.community}`;
  for (let person = 0; person < 7; person++) {
    const name = `${person} <@1> *bold* @everyone ${'long '.repeat(20)}`;
    for (let n = 0; n <= person; n++) {
      const whose: Partial<LaneOrder> = { person: `${place.platform}:${person}`, name, n, community };
      await store.lane.add(orderOf(`call${person}`, { ...whose, price: 30_000 }), freely);
    }
  }
  const { usage, busiest } = store.lane;
  const bot: Partial<BotParts> = { usage, busiest, load: store.load, quotas, price: 30_000 };
  return { bot, close: store.close };
}
