import type { DatabaseSync } from 'node:sqlite';
import { expect } from 'vitest';
import { type Chat, childOf, type Person, pictured, recipeIn, type Shown, saying, seedIn } from './chat.ts';
import { scenarios } from './scenario.ts';

/** The fixture's calls get the ids and the person of the story. */
function adapted(chat: Chat, maker: Person, shown: Readonly<Record<string, Shown>>) {
  return (database: DatabaseSync) => {
    database.exec('delete from messages');
    for (const [call, message] of Object.entries(shown)) {
      const id = idOf(chat, call);
      database
        .prepare('insert into messages (message, invocation) values (?, ?)')
        .run(`${chat.name}:${message.id}`, id);
      database.prepare('update pictures set invocation = ?, person = ? where invocation = ?').run(id, maker.id, call);
      database.prepare('update calls set id = ? where id = ?').run(id, call);
    }
  };
}

const idOf = ({ name }: Chat, call: string) => `${name}:1700000000.${call}`;

scenarios('messages that an older version has left', (scenario) => {
  scenario('reactions work under a picture of version 5', async ({ ada, grace, chat, room, world }) => {
    const old = await chat.leaves('a fox at dawn', room);
    await world.inherits(5, adapted(chat, ada, { done: old }));
    await grace.reacts(old, 'envelope');
    const copy = await grace.told(pictured());
    expect(copy).toMatchObject({ quote: 'a fox at dawn', code: expect.stringContaining('--seed 42') });
    await grace.reacts(old, 'repeat');
    const child = await room.shows(childOf(copy));
    expect(seedIn(child)).not.toBe(42);
    await grace.reacts(old, 'x');
    await grace.alone(saying('Only the person whose it is'));
    await ada.reacts(old, 'x');
    const deleted = await room.shows(saying('Deleted by'));
    expect(deleted.id).toBe(old.id);
    await ada.presses(deleted, '↩️ Undo');
    const back = await room.shows((shown) => pictured()(shown) && shown.id === old.id);
    expect(back.buttons).toContain('🔁 New picture');
  });

  scenario('its menu works, and what that shows leads on', async ({ ada, grace, chat, room, world }) => {
    const old = await chat.leaves('a fox at dawn', room);
    await world.inherits(5, adapted(chat, ada, { done: old }));
    await grace.opens(old, 'Show settings');
    const settings = await grace.whispered(saying('To make it again'));
    expect(settings.code).toMatch(/^\/imagine a fox at dawn .*--seed 42/);
    const elsewhere = chat.newRoom();
    await grace.asks(`/show ${recipeIn(settings)}`, elsewhere);
    await elsewhere.shows(pictured());
    await grace.opens(old, 'Reroll');
    await room.shows(childOf(settings));
    await grace.mentions('fox -> cat', old, room);
    const edited = await room.shows((shown) => childOf(settings)(shown) && shown.quote === 'a cat at dawn');
    expect(seedIn(edited)).toBe(42);
    await ada.asks('/history', room);
    await ada.alone(saying(recipeIn(settings)));
  });

  scenario('version 1’s button cancels what waits, and says so when nothing does', async (stage) => {
    const { ada, grace, chat, room, world } = stage;
    const waits = await chat.leaves('Painting…', room, idOf(chat, 'waiting'));
    const done = await chat.leaves('Painting…', room, idOf(chat, 'done'));
    const release = world.hold();
    await world.inherits(5, adapted(chat, ada, { waiting: waits, done }));
    await grace.presses(waits, 'Cancel');
    await grace.alone(saying('Only the person whose it is'));
    await ada.presses(waits, 'Cancel');
    await ada.presses(done, 'Cancel');
    await ada.alone(saying('nothing to cancel'));
    await ada.asks('/queue', room);
    await ada.alone(saying('nothing in line'));
    release();
  });

  scenario('a button of no version is refused, to whoever presses it', async ({ ada, chat, room }) => {
    const odd = await chat.leaves('Painting…', room, 'no call at all ');
    await ada.presses(odd, 'Cancel');
    await ada.alone(saying('button'));
  });
});
