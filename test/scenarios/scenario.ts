import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Chat, Person, Room } from './chat.ts';
import { openWorld, type World } from './world.ts';

/** What a story has to begin with: a room of its own, and people who are in it. */
export interface Stage {
  readonly chat: Chat;
  /** The other platform, for what crosses over. */
  readonly other: Chat;
  readonly room: Room;
  readonly ada: Person;
  readonly grace: Person;
  /** Looks after the place. */
  readonly root: Person;
  readonly world: World;
}

type Story = (stage: Stage) => Promise<void>;

/**
 * Stories about one feature, each told on Discord and on Slack: it passes on both, or it does not count. All are about one
 * Easel, which is a process with everything behind it; people and room are each story's own.
 */
export function scenarios(
  feature: string,
  tell: (scenario: (name: string, story: Story) => void) => void,
  settings: Readonly<Record<string, string>> = {},
): void {
  describe(feature, () => {
    let world: World;

    beforeAll(async () => {
      world = await openWorld(settings);
    });

    afterAll(async () => {
      await world.close();
    });

    describe.each(['discord', 'slack'] as const)('on %s', (platform) => {
      tell((name, story) => {
        it(name, async () => {
          const chat = world.chats[platform];
          await story({
            ...{ chat, world, room: chat.newRoom() },
            other: world.chats[platform === 'discord' ? 'slack' : 'discord'],
            ada: chat.person('Ada'),
            grace: chat.person('Grace'),
            root: chat.person('Root', { administers: true }),
          });
          expect(chat.violations()).toEqual([]);
        });
      });
    });
  });
}
