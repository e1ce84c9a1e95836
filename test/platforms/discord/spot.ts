import type { Spot } from '../../../src/platforms/discord/address.ts';

/** The spot of a slash command in a server. */
export function someSpot(changes: Partial<Spot> = {}): Spot {
  return {
    interaction: '1400000000010000030',
    token: 'secret',
    application: '1',
    channel: '2',
    reachable: true,
    uploadLimit: 10 * 1024 * 1024,
    receivedAt: 0,
    missing: [],
    message: undefined,
    whispered: false,
    asker: '1400000000010000031',
    locale: 'en-US',
    component: false,
    subject: undefined,
    subjectWhispered: false,
    opens: true,
    sentTo: undefined,
    sent: undefined,
    ...changes,
  };
}
