import { expect } from 'vitest';
import { type Fits, hears, pictured, type Room, recipeIn, type Shown, saying } from './chat.ts';
import { type Stage, scenarios } from './scenario.ts';

const publicUrl = 'http://easel.example';

/** Whether it has a link to copy. */
const linking: Fits = ({ code }) => code?.startsWith(publicUrl) ?? false;

/** Everywhere that a picture can be seen beside its own message: walls of both chats, and the web. */
interface Everywhere {
  readonly walls: readonly Room[];
  /** Address of the gallery's page. */
  readonly page: string;
}

/** Hangs in new rooms of both chats what is made in the stage's room, and opens its page to everybody. */
async function opened({ chat, other, room, root }: Stage, options: string): Promise<Everywhere> {
  const walls = [chat.newRoom(), other.newRoom()] as const;
  const bound = await hears(root, saying('Code'), () =>
    root.asks(`/gallery bind --from <#${room.id}> ${options}`, walls[0]),
  );
  const away = other.person('Root', { administers: true });
  const joined = `/gallery bind --from nothing --join ${recipeIn(bound)}`;
  await hears(away, saying('Code'), () => away.asks(joined, walls[1]));
  const told = await hears(root, linking, () => root.asks('/gallery web --visibility public', walls[0]));
  return { walls, page: told.code?.slice(publicUrl.length) ?? expect.fail('no link') };
}

async function painted({ ada, room }: Stage, words: string): Promise<Shown> {
  await ada.asks(`/imagine ${words}`, room);
  return room.shows((shown) => pictured()(shown) && shown.quote === words);
}

/** Every address under which the web shows something of a picture. */
async function traces({ world }: Stage, { page }: Everywhere, fox: Shown): Promise<readonly string[]> {
  const picture = `${page}/${recipeIn(fox)}`;
  const files = (await (await world.visit(page)).text()).match(
    new RegExp(`${picture}/[0-9a-f]{64}[-\\w]*\\.\\w+`, 'g'),
  );
  return [picture, `${picture}/download`, ...new Set(files ?? expect.fail('no files'))];
}

/** Pages that list it. */
const listsOf = ({ page }: Everywhere) => [
  ...[page, `${page}?order=stars`, `${page}?q=fox`, `${page}?q=狐狸`],
  ...[`${page}/feed.atom`, `${page}/feed.json`, `${page}/feed.json?q=fox`],
];

/** Where it can be seen now. */
async function seenIn(stage: Stage, everywhere: Everywhere, files: readonly string[], fox: Shown) {
  const { world } = stage;
  const hung = everywhere.walls.filter((wall) => wall.shown().some(saying(recipeIn(fox))));
  const there: string[] = [];
  for (const path of files) if ((await world.visit(path)).status === 200) there.push(path);
  for (const path of listsOf(everywhere)) {
    if ((await (await world.visit(path)).text()).includes(recipeIn(fox))) there.push(path);
  }
  return { walls: hung.length, there };
}

/** Ada lets everybody see her pictures, and Grace has starred one of them. */
async function starred(stage: Stage, words: string): Promise<Shown> {
  const { ada, grace, room } = stage;
  await hears(ada, saying(''), () => ada.asks('/privacy --web open', room));
  const fox = await painted(stage, words);
  await grace.reacts(fox, 'star');
  return fox;
}

/** Only what goes has to be gone within a second. */
const patiently = { timeout: 5000 };

async function hangs({ walls }: Everywhere): Promise<void> {
  const hung = () => walls.filter((wall) => wall.shown().some(pictured())).length;
  await expect.poll(hung, patiently).toBe(2);
}

const nowhere = { walls: 0, there: [] };

scenarios(
  'a picture that is seen everywhere',
  (scenario) => {
    scenario('is gone from there once it is deleted, and back when that is taken back', async (stage) => {
      const { ada, room } = stage;
      const everywhere = await opened(stage, '--threshold 1');
      const fox = await starred(stage, 'a fox 狐狸');
      await hangs(everywhere);
      const files = await traces(stage, everywhere, fox);
      const whole = { walls: 2, there: [...files, ...listsOf(everywhere)] };
      expect(await seenIn(stage, everywhere, files, fox)).toEqual(whole);

      await ada.reacts(fox, 'x');
      const gone = await room.shows(saying('It can be brought back'));
      // The web looks at what is there; the chats have to be told.
      expect((await seenIn(stage, everywhere, files, fox)).there).toEqual([]);
      await expect.poll(() => seenIn(stage, everywhere, files, fox)).toEqual(nowhere);

      await ada.presses(gone, '↩️ Undo');
      await expect.poll(() => seenIn(stage, everywhere, files, fox), patiently).toEqual(whole);
    });

    scenario('is gone for good with everything of its maker’s', async (stage) => {
      const { ada, room, world } = stage;
      const everywhere = await opened(stage, '--threshold 1');
      const fox = await starred(stage, 'a fox 狐狸');
      await hangs(everywhere);
      const files = await traces(stage, everywhere, fox);
      const asked = await hears(
        ada,
        ({ buttons }) => buttons.length > 0,
        () => ada.asks('/privacy --erase', room),
      );
      const [yes = ''] = asked.buttons;
      await hears(ada, saying('One picture'), () => ada.presses(asked, yes));
      await expect.poll(() => seenIn(stage, everywhere, files, fox)).toEqual(nowhere);
      // Nor is it where it was asked for.
      await expect.poll(() => room.shown().filter(pictured())).toEqual([]);
      await world.restart();
      expect(await seenIn(stage, everywhere, files, fox)).toEqual(nowhere);
    });

    scenario('leaves what its maker no longer wants to be in', async (stage) => {
      const { ada, room } = stage;
      const everywhere = await opened(stage, '--threshold 1');
      const fox = await starred(stage, 'a fox 狐狸');
      await hangs(everywhere);
      const files = await traces(stage, everywhere, fox);
      await hears(ada, saying(''), () => ada.asks('/privacy --web never', room));
      await expect.poll(() => seenIn(stage, everywhere, files, fox)).toEqual({ walls: 2, there: [] });
      await hears(ada, saying(''), () => ada.asks('/privacy --stars never', room));
      await expect.poll(() => seenIn(stage, everywhere, files, fox)).toEqual(nowhere);
    });
  },
  { PORT: '0', PUBLIC_URL: publicUrl },
);
