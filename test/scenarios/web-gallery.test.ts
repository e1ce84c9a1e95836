import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { type Fits, hears, pictured, recipeIn, type Shown, saying } from './chat.ts';
import { type Stage, scenarios } from './scenario.ts';

const publicUrl = 'http://easel.example';

/** Whether it has a link to copy. */
const linking: Fits = ({ code }) => code?.startsWith(publicUrl) ?? false;

/** Where the gallery of the stage's room is on the web: what administrators are told. */
async function opened({ root, room }: Stage, options: string): Promise<string> {
  await hears(root, saying('#'), () => root.asks('/gallery bind --mode web', room));
  const told = await hears(root, linking, () => root.asks(`/gallery web ${options}`, room));
  return told.code?.slice(publicUrl.length) ?? expect.fail('no link');
}

async function painted({ ada, room }: Stage, words: string): Promise<Shown> {
  await ada.asks(`/imagine ${words}`, room);
  const fits: Fits = (shown) => pictured()(shown) && shown.quote === words;
  return room.shows(fits);
}

scenarios(
  'the web gallery',
  (scenario) => {
    scenario(
      'shows to whoever has the link what its maker lets onto the web, for as long as they do',
      async (stage) => {
        const { ada, root, room, world } = stage;
        const gallery = await opened(stage, '--visibility link');
        const status = async (path: string) => (await world.visit(path)).status;
        const fox = await painted(stage, 'a fox');
        const page = `${gallery}/${recipeIn(fox)}`;
        expect(await status(gallery)).toBe(200);
        // Nobody has asked Ada yet.
        expect(await status(page)).toBe(404);
        await hears(ada, saying(''), () => ada.asks('/privacy --web open', room));
        await expect.poll(() => status(page)).toBe(200);

        const file = `${page}/download`;
        const bytes = await (await world.visit(file)).bytes();
        expect(createHash('sha256').update(bytes).digest('hex')).toBe(fox.images[0]?.sha);
        const html = await (await world.visit(gallery)).text();
        const [small = ''] = new RegExp(`${page}/[0-9a-f]{64}-512\\.webp`).exec(html) ?? [];
        const copy = await world.visit(small);
        expect([copy.status, copy.headers.get('content-type')]).toEqual([200, 'image/webp']);

        await ada.reacts(fox, 'x');
        const gone = await room.shows(saying('It can be brought back'));
        for (const path of [page, file, small]) expect([path, await status(path)]).toEqual([path, 404]);
        await ada.presses(gone, '↩️ Undo');
        await expect.poll(() => status(small)).toBe(200);

        const revoked = await hears(root, linking, () => root.asks('/gallery web --revoke', room));
        for (const path of [gallery, page, file, small]) expect([path, await status(path)]).toEqual([path, 404]);
        const now = revoked.code?.slice(publicUrl.length) ?? '';
        expect(await status(small.replace(gallery, now))).toBe(200);
        await world.restart();
        expect(await status(small.replace(gallery, now))).toBe(200);
      },
    );

    scenario('is a press away for whoever looks through it in the chat, unless its link is a secret', async (stage) => {
      const { grace, root, chat, room } = stage;
      const wall = chat.newRoom();
      const bind = `/gallery bind --mode mirror --to ${wall.id} --from ${room.id}`;
      await hears(root, saying('Collects from'), () => root.asks(bind, room));
      await painted(stage, 'a fox');
      await wall.shows(pictured());
      const told = await hears(root, linking, () => root.asks('/gallery web --visibility link', wall));
      expect(told.pages).toEqual([told.code]);
      const page = () => hears(grace, pictured(), () => grace.asks('/gallery', wall));
      expect((await page()).pages).toEqual([]);
      await hears(root, saying('for everybody'), () => root.asks('/gallery web --visibility public', wall));
      expect((await page()).pages).toEqual([told.code]);
      const info = await hears(grace, saying('for everybody'), () => grace.asks('/gallery info', wall));
      expect([info.code, info.pages]).toEqual([undefined, [told.code]]);
    });

    scenario('for members asks who somebody is, and is gone once it is off', async (stage) => {
      const { root, room, world, chat } = stage;
      const gallery = await opened(stage, '--visibility members');
      const asked = await world.visit(gallery);
      const name = chat.name === 'discord' ? 'Discord' : 'Slack';
      const text = await asked.text();
      expect([asked.status, text.includes(`Sign in with ${name}`)]).toEqual([401, true]);
      const path = /href="http:\/\/easel\.example(\/sign-in\/[^"]+)"/.exec(text)?.[1] ?? '';
      const sent = await world.visit(path);
      const { fakes } = world;
      const [chatUrl] = (chat.name === 'discord' ? fakes.discord : fakes.slack).apiUrl.split('/api');
      expect([sent.status, sent.headers.get('location')?.startsWith(chatUrl ?? '')]).toEqual([303, true]);
      await hears(root, saying('off'), () => root.asks('/gallery web --visibility off', room));
      expect((await world.visit(gallery)).status).toBe(404);
    });
  },
  {
    ...{ PORT: '0', PUBLIC_URL: publicUrl },
    ...{ DISCORD_CLIENT_ID: '1', DISCORD_CLIENT_SECRET: 'd', SLACK_CLIENT_ID: '2', SLACK_CLIENT_SECRET: 's' },
  },
);
