import { expect, it } from 'vitest';
import { sqliteDatabase } from '../store/databases.ts';
import type { Life } from './crash/life.ts';
import type { ChatName, CrashPoint } from './crash/points.ts';
import { openWorld, type World } from './crash/world.ts';

// What crash.test.ts does to /imagine, done to calls that come from reactions and buttons.

const patience = 60_000;

interface Scene {
  readonly world: World;
  readonly chat: ChatName;
  readonly life: Life;
  /** Has the process kill itself at the point of what comes next. */
  arm(): Promise<void>;
}

interface Story {
  readonly name: string;
  /** Does something until the process is armed and what kills it is asked for. */
  begin(prompt: string, scene: Scene): Promise<{ readonly room: ReturnType<World['room']> }>;
  /** How many pictures each message with pictures has in the end. */
  readonly messages: readonly number[];
}

const reaction: Story = {
  name: 'a reroll by reaction',
  messages: [1, 1],
  async begin(prompt, { world, chat, arm }) {
    const room = world.room(prompt);
    const until = (said: string) =>
      world.until(said, (one) => one !== chat || pictured(room[chat].said(), said).length > 0, patience);
    await room[chat].ask(0, prompt);
    await until(prompt);
    // Whose message it is has been written down when the next one is there.
    await room[chat].ask(2, `${prompt} before`);
    await until(`${prompt} before`);
    await arm();
    await room[chat].reroll(1, prompt);
    return { room };
  },
};

const several: Story = {
  name: 'two pictures by Go',
  messages: [2],
  async begin(prompt, { world, chat, arm }) {
    const room = world.room(prompt);
    const go = await room[chat].askForTwo(0, prompt);
    await arm();
    await go();
    return { room };
  },
};

type Said = ReturnType<ReturnType<World['room']>[ChatName]['said']>;

/** The pictures of a prompt, one list a message. */
function pictured(said: Said, prompt: string): string[][] {
  const all = said.map(({ pictures }) => pictures.filter(({ alt }) => alt.endsWith(`: ${prompt}`)));
  return all.filter((pictures) => pictures.length > 0).map((pictures) => pictures.map(({ sha }) => sha));
}

const kills: readonly { readonly story: Story; readonly chat: ChatName; readonly point: CrashPoint }[] = [
  { story: reaction, chat: 'discord', point: 'accepted' },
  { story: reaction, chat: 'slack', point: 'claimed' },
  { story: reaction, chat: 'discord', point: 'uploaded' },
  { story: several, chat: 'slack', point: 'queued' },
  { story: several, chat: 'discord', point: 'row written' },
  { story: several, chat: 'slack', point: 'uploaded' },
  { story: several, chat: 'discord', point: 'edited' },
];

it('killed at a point of a reaction’s or a button’s call, its pictures arrive once', async () => {
  await using database = await sqliteDatabase();
  const world = await openWorld(database.url);
  try {
    let life = world.start('mortal', {});
    for (const [at, { story, chat, point }] of kills.entries()) {
      const what = `${story.name} on ${chat}, killed at ${point}`;
      const prompt = `a fox ${at}`;
      await life.ready;
      const arm = () => life.crashAt({ point, platform: chat, fresh: true, passes: 0 });
      const { room } = await story.begin(prompt, { world, chat, life, arm });
      expect(await life.ended, what).toBe('SIGKILL');
      life = world.start('mortal', {});
      const counts = () => pictured(room[chat].said(), prompt).map((pictures) => pictures.length);
      const all = String(story.messages);
      await world.until(what, (one) => one !== chat || String(counts()) === all, patience);
      // Whatever else would come, has come when the next call is answered.
      await life.ready;
      await room[chat].ask(2, `${prompt} again`);
      await world.until(
        what,
        (one) => one !== chat || pictured(room[chat].said(), `${prompt} again`).length > 0,
        patience,
      );

      const shown = pictured(room[chat].said(), prompt);
      expect(
        shown.map(({ length }) => length),
        what,
      ).toEqual(story.messages);
      const painted = shown.flat().map((sha) => room[chat].painted(sha));
      expect(painted.toSorted(), what).toEqual(world.painted(prompt).toSorted());
      expect(new Set(painted).size, what).toBe(2);
      // The one that was being painted at the kill may have been paid for, and is repeated once.
      expect(world.paid(prompt), what).toBeLessThanOrEqual(3);
      expect(
        room[chat].said().filter(({ text }) => /Painting|before yours|painted…/.test(text)),
        what,
      ).toEqual([]);
    }
  } finally {
    await world.close();
  }
}, 120_000);
