import { brotliCompressSync, gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { readGalleryAssets } from '../../../../src/platforms/web/gallery/assets.ts';
import { exhibitOf } from '../../../fakes/galleries.ts';
import { sha256 } from '../../../fakes/images.ts';
import { manyExhibits, recipeFor } from './many.ts';
import { type OpenGallery, openGallery } from './open-gallery.ts';
import { readPage } from './read-wall.ts';

const newestFirst = (from: number, count: number) => Array.from({ length: count }, (_, at) => recipeFor(from - at));

describe('a page of a gallery', () => {
  let gallery: OpenGallery;

  beforeAll(async () => {
    gallery = await openGallery(manyExhibits(100, []), { gallery: { name: 'Foxes & <friends>' } });
  });

  const read = async (path = '') => readPage(await gallery.page(path));

  it('shows the newest forty pictures with their true proportions, and how many there are', async () => {
    const page = await read();
    expect(page.recipes).toEqual(newestFirst(99, 40));
    expect(page.headings[0]).toBe('Foxes & <friends>');
    expect(page.text).toContain('100 pictures');
    const [, tall = ''] = (await gallery.page()).match(/<img[^>]*>/g) ?? [];
    expect(tall).toMatch(/alt="AI-generated picture: [^"]+" width="682" height="1024"/);
    expect(tall).toMatch(/srcset="[^"]+-512\.webp 341w, [^"]+-1024\.webp 682w"/);
  });

  it('names widths that browsers take, however narrow a picture is', async () => {
    const [exhibit] = manyExhibits(1, []);
    if (!exhibit?.generation) throw new Error('there is no picture');
    const image = { ...exhibit.generation.image, width: 1, height: 3000 };
    const narrow = await openGallery([{ ...exhibit, generation: { ...exhibit.generation, image } }]);
    for (const path of ['', `/${exhibit.recipe}`]) {
      const [, sources = ''] = /srcset="([^"]*)"/.exec(await narrow.page(path)) ?? [];
      expect(sources).toMatch(/ 1w/);
      expect(sources).not.toMatch(/ 0w/);
    }
  });

  it('leads to all others page by page, and back, by ordinary links', async () => {
    const second = await read((await read()).links.get('More pictures')?.slice(gallery.root.length));
    expect(second.recipes).toEqual(newestFirst(59, 40));
    expect([...second.links.values()]).toContain(`${gallery.root}/${recipeFor(59)}`);
    const third = await read(second.links.get('More pictures')?.slice(gallery.root.length));
    expect(third.recipes).toEqual(newestFirst(19, 20));
    expect(third.links.has('More pictures')).toBe(false);
    const back = await read(third.links.get('The pictures before these')?.slice(gallery.root.length));
    expect(back.recipes).toEqual(newestFirst(59, 40));
    const first = await read(back.links.get('The pictures before these')?.slice(gallery.root.length));
    expect(first.recipes).toEqual(newestFirst(99, 40));
    expect(first.links.has('The pictures before these')).toBe(false);
  });

  it('shows the whole first page to those who go back from the middle of it', async () => {
    const page = await read(`?before=${recipeFor(90)}`);
    expect(page.recipes).toEqual(newestFirst(99, 40));
    expect(page.links.get('More pictures')).toBe(`${gallery.root}?after=${recipeFor(60)}`);
  });

  it('searches by words, and keeps what else is chosen', async () => {
    const page = await read('?q=fox&shape=wide&order=stars&utm_source=x');
    expect(page.recipes.length).toBeGreaterThan(3);
    for (const recipe of page.recipes) {
      const exhibit = await gallery.galleries.exhibit(gallery.gallery.id, recipe, true);
      expect(exhibit?.request.prompt).toContain('fox');
    }
    expect(page.links.get('Take away: “fox”')).toBe(`${gallery.root}?shape=wide&order=stars`);
    expect(page.links.get('Take away: Wide')).toBe(`${gallery.root}?q=fox&order=stars`);
    expect(page.links.get('Newest')).toBe(`${gallery.root}?q=fox&shape=wide`);
    expect(page.links.get('Tall')).toBe(`${gallery.root}?q=fox&shape=tall&order=stars`);
    expect(page.title).toBe('Foxes & <friends>: “fox”, Wide');
    expect(await gallery.page('?q=fox&order=stars')).toContain('<input type="hidden" name="order" value="stars">');
  });

  it.each(['月光', '小船', '夜の街', '街'])('finds %s', async (words) => {
    const page = await read(`?q=${encodeURIComponent(words)}`);
    expect(page.recipes.length).toBeGreaterThan(0);
  });

  it("shows one person's pictures by any of them, and names them without telling their id", async () => {
    const page = await read(`?by=${recipeFor(0)}`);
    expect(page.recipes).toEqual(newestFirst(96, 97).filter((_, at) => at % 4 === 0));
    expect(page.links.get('Take away: by Ada')).toBe(gallery.root);
    expect(await gallery.page(`?by=${recipeFor(0)}`)).not.toContain('discord:0');
  });

  it.each([
    ['?q=zeppelin', 'Nothing like that hangs here'],
    [`?by=${recipeFor(5000)}`, 'Nothing like that hangs here'],
    [`?after=${recipeFor(0)}`, 'There is nothing after that'],
  ])('says why nothing is at %s, and leads on', async (path, heading) => {
    const page = await read(path);
    expect(page.headings).toContain(heading);
    expect(page.links.get('Show everything')).toBe(gallery.root);
  });

  it('says that nothing hangs there yet', async () => {
    const empty = await openGallery([]);
    expect(readPage(await empty.page()).headings).toContain('The walls are still bare');
  });

  it.each(['?seed=abc', '?order=best', '?after=x', '?shape=%00', '/feed.atom?seed=0', `/${recipeFor(1)}?seed=x`])(
    'answers %s with a clear page',
    async (path) => {
      const response = await gallery.request(path);
      expect(response.status).toBe(400);
      expect(readPage(await response.text()).headings).toEqual(['That cannot be searched for']);
    },
  );

  it('neither names nor fetches what is hidden', async () => {
    const page = await gallery.page();
    const [hidden = ''] = new RegExp(`<li id="${recipeFor(86)}"[\\s\\S]*?</li>`).exec(page) ?? [];
    expect(hidden).toContain('Hidden picture');
    expect(hidden).not.toMatch(/<img|data-hash|number 86|data-type/);
  });

  it('shows only what may be on the web', async () => {
    const some = await openGallery(manyExhibits(10, []), { web: ({ recipe }) => recipe !== recipeFor(4) });
    expect(readPage(await some.page()).recipes).not.toContain(recipeFor(4));
    expect((await some.request(`/${recipeFor(4)}`)).status).toBe(404);
    expect(await some.page('/feed.json')).not.toContain(recipeFor(4));
    expect(await some.page('/feed.atom')).not.toContain(recipeFor(4));
  });

  it('speaks Chinese to whoever asks for it', async () => {
    const page = readPage(await gallery.page('?q=fox', { 'accept-language': 'zh-CN,zh;q=0.9' }));
    expect(page.links.has('星最多')).toBe(true);
    expect(page.text).not.toContain('Most starred');
  });

  it.each([
    ['public', false],
    ['link', true],
  ] as const)('that is %s keeps search engines out: %s', async (visibility, isOut) => {
    const some = await openGallery(manyExhibits(2, []), { gallery: { visibility } });
    for (const path of ['', `/${recipeFor(1)}`, '/feed.atom', '/feed.json']) {
      const response = await some.request(path);
      expect(response.headers.get('x-robots-tag')).toBe(isOut ? 'noindex' : null);
      const isMarked = (await response.text()).includes('<meta name="robots" content="noindex">');
      expect(isMarked).toBe(isOut && !path.startsWith('/feed'));
    }
  });

  it('is asked for each time, and is never somebody else’s', async () => {
    const { headers } = await gallery.request();
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect(headers.get('vary')).toContain('Accept-Language');
  });

  it('fits into 15 KB with forty long prompts of which none is like another', async () => {
    const random = (number: number, letters: number) =>
      Array.from({ length: Math.ceil(letters / 64) }, (_, at) => sha256(Buffer.from(`${number} ${at}`))).join(' ');
    const exhibits = manyExhibits(40, []).map((exhibit, number) => {
      const key = sha256(Buffer.from(`key ${number}`));
      const { generation } = exhibit;
      if (!generation) return exhibit;
      const thumbhash = Buffer.from(random(number + 100, 25), 'hex')
        .subarray(0, 25)
        .toString('base64');
      const alt = `a picture of ${random(number, 40).slice(0, 60)} that fills up all that there is room for in the wall, and more`;
      return exhibitOf({
        ...exhibit,
        alt,
        thumbhash,
        generation: { ...generation, image: { ...generation.image, key } },
      });
    });
    const full = await openGallery(exhibits);
    const response = await full.request('', { 'accept-encoding': 'gzip' });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    const packed = await response.bytes();
    expect(gunzipSync(packed).toString()).toContain('a picture of');
    expect(packed.byteLength).toBeLessThan(15_000);
  });

  it('says that something went wrong without saying what', async () => {
    const broken = await openGallery(manyExhibits(1, []), {
      galleries: { ...gallery.galleries, page: () => Promise.reject(new Error('/secret/folder is gone')) },
    });
    const response = await broken.request();
    expect(response.status).toBe(500);
    const page = await response.text();
    expect(page).not.toContain('secret');
    expect(readPage(page).headings).toEqual(['Something went wrong']);
    expect(broken.log.lines).toMatchObject([{ level: 'error', message: 'a page failed' }]);
  });

  it('is light: 4 KB of script and 6 KB of styles before anything is opened, as browsers can unpack them', async () => {
    const { files } = await readGalleryAssets();
    const packed = (name: string) => brotliCompressSync(files.get(name)?.body ?? '').byteLength;
    expect(packed('gallery.js')).toBeLessThan(4000);
    expect(packed('gallery.css')).toBeLessThan(6000);
    const used = [...(await gallery.page()).matchAll(/(?:src|href)="\/gallery\/\w+\/([\w.]+)"/g)].map(
      ([, name]) => name,
    );
    expect(used).toEqual(['icon.svg', 'gallery.css', 'gallery.js']);
  });

  it('serves its own files for ever under an address that changes with them', async () => {
    const [, path = ''] = /href="(\/gallery\/[^"]+\.css)"/.exec(await gallery.page()) ?? [];
    const response = await gallery.app.request(path);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('content-type')).toBe('text/css; charset=utf-8');
    const old = await gallery.app.request('/gallery/0123456789abcdef/gallery.css');
    expect(old.headers.get('cache-control')).toBe('no-cache');
    expect((await gallery.app.request('/gallery/x/..%2f..%2fpackage.json')).status).toBe(404);
  });
});
