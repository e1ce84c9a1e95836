import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Thumbnails } from '../../../../src/core/thumbnails.ts';
import { exportGallery, findGalleries } from '../../../../src/platforms/web/gallery/export.ts';
import { openExportFolder } from '../../../../src/platforms/web/gallery/export-folder.ts';
import { memoryImages, pngBytes } from '../../../fakes/images.ts';
import { noThumbnails } from '../../../fakes/thumbnails.ts';
import { manyExhibits, recipeFor } from './many.ts';
import { openGallery } from './open-gallery.ts';
import { readPage } from './read-wall.ts';
import { wrongInXml } from './read-xml.ts';

/** Copies that tell what they are. */
const thumbnails: Thumbnails = {
  ...noThumbnails,
  open: async ({ key }, kind) => new Blob([`${kind} of ${key}`], { type: 'image/webp' }),
};

async function galleryWithFiles(count: number, smaller = thumbnails) {
  const images = memoryImages();
  const drawn = await Promise.all(
    [1, 2, 3].map(async (seed) => {
      const image = await images.put(pngBytes(200, seed), 'image/png', { width: 1024, height: 682 });
      return { image, thumbhash: undefined };
    }),
  );
  const exhibits = manyExhibits(count, drawn).map((exhibit, number) =>
    number === 7 ? { ...exhibit, notes: { parent: recipeFor(3) } } : exhibit,
  );
  const options = { images, thumbnails: smaller, web: ({ recipe }: { recipe: string }) => recipe !== recipeFor(5) };
  return openGallery(exhibits, options);
}

async function exported(gallery: Awaited<ReturnType<typeof galleryWithFiles>>, locale = 'en') {
  const files = new Map<string, string>();
  const write = async (path: string, content: string | Blob) => {
    expect(files.has(path)).toBe(false);
    files.set(path, typeof content === 'string' ? content : await content.text());
  };
  const count = await exportGallery(gallery.parts, gallery.gallery, { write, locale });
  return { count, files };
}

/** All that a page links to or shows, without what is elsewhere. */
function linksIn(page: string): string[] {
  const single = [...page.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, link = '']) => link);
  const several = [...page.matchAll(/\ssrcset="([^"]*)"/g)].flatMap(([, set = '']) => set.split(', '));
  return [...single, ...several.map((each) => each.split(' ')[0] ?? '')].filter((link) => !/^(?:https:|#)/.test(link));
}

describe('a copy of a gallery', () => {
  it('has every picture, and every link in it leads to a file of it', async () => {
    const { count, files } = await exported(await galleryWithFiles(100));
    expect(count).toBe(99);
    expect([...files.keys()].filter((name) => /^page-|^index/.test(name))).toEqual([
      'index.html',
      'page-2.html',
      'page-3.html',
    ]);
    for (const [name, content] of files) {
      if (!name.endsWith('.html')) continue;
      for (const link of linksIn(content)) expect([name, link, files.has(link)]).toEqual([name, link, true]);
    }
  });

  it('leads from page to page, to pictures, and back to the page where they hang', async () => {
    const { files } = await exported(await galleryWithFiles(100));
    const page = (name: string) => readPage(files.get(name) ?? '');
    expect(page('index.html').links.get('More pictures')).toBe('page-2.html');
    expect(page('page-2.html').links.get('The pictures before these')).toBe('index.html');
    expect(page('page-3.html').links.has('More pictures')).toBe(false);
    const picture = page(`${recipeFor(10)}.html`);
    expect(picture.links.get('Back to Foxes')).toBe('page-3.html');
    expect(picture.links.get('Next picture')).toBe(`${recipeFor(9)}.html`);
    expect(page(`${recipeFor(7)}.html`).recipes).toEqual([recipeFor(3)]);
  });

  it('neither searches nor sorts, and says when it was made', async () => {
    const { files } = await exported(await galleryWithFiles(3), 'zh-CN');
    const index = files.get('index.html') ?? '';
    expect(index).not.toMatch(/role="search"|canonical|\/g\//);
    expect(index).toContain('的副本');
    expect(index).toContain('lang="zh"');
  });

  it('has feeds of names, which are the same gallery’s every time', async () => {
    const gallery = await galleryWithFiles(3);
    const [one, other] = [await exported(gallery), await exported(gallery)];
    const atom = one.files.get('feed.atom') ?? '';
    expect(wrongInXml(atom)).toBeUndefined();
    expect(atom).toMatch(/<id>urn:easel:[0-9a-f]{32}<\/id>/);
    expect(other.files.get('feed.atom')).toBe(atom);
    const feed = JSON.parse(one.files.get('feed.json') ?? '');
    expect(feed.items[0].url).toBe(`${recipeFor(2)}.html`);
    expect(JSON.stringify([...one.files])).not.toContain(gallery.gallery.address);
  });

  it('shows the pictures themselves where none can be made smaller', async () => {
    const { files } = await exported(await galleryWithFiles(3, noThumbnails));
    expect([...files.keys()].some((name) => name.endsWith('.webp'))).toBe(false);
    for (const link of readPage(files.get('index.html') ?? '').images) expect(files.has(link)).toBe(true);
  });

  it('has nothing of what may not be on the web', async () => {
    const { files } = await exported(await galleryWithFiles(10));
    expect(files.has(`${recipeFor(5)}.html`)).toBe(false);
    expect(JSON.stringify([...files])).not.toContain(recipeFor(5));
  });

  it('is of the gallery with an address, also a whole one, with a code, or with a name', async () => {
    const { galleries, gallery } = await galleryWithFiles(1);
    for (const given of [
      gallery.address,
      `https://easel.example/g/${gallery.address}?q=fox`,
      gallery.code.toLowerCase(),
      ` ${gallery.name} `,
    ]) {
      expect(await findGalleries(galleries, given)).toEqual([gallery]);
    }
    expect(await findGalleries(galleries, 'nothing')).toEqual([]);
  });
});

describe('the folder of a copy', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'easel-export-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const read = (name: string) => readFile(join(folder, name), 'utf8');

  async function write(files: Readonly<Record<string, string>>, into = folder) {
    const opened = await openExportFolder(into);
    for (const [name, content] of Object.entries(files)) await opened.write(name, content);
    return opened;
  }

  it('is made, and keeps what is written', async () => {
    await (await write({ 'index.html': 'page', 'pictures/a.png': 'picture' }, join(folder, 'new', 'copy'))).finish();
    expect(await read('new/copy/pictures/a.png')).toBe('picture');
    expect((await read('new/copy/easel-export.txt')).split('\n')).toEqual(['index.html', 'pictures/a.png', '']);
  });

  it('is used again, without what is not in the new copy', async () => {
    await (await write({ 'index.html': 'old', 'deleted.html': 'old', 'pictures/deleted.png': 'old' })).finish();
    await (await write({ 'index.html': 'new' })).finish();
    expect(await read('index.html')).toBe('new');
    expect(await readdir(join(folder, 'pictures'))).toEqual([]);
    expect((await readdir(folder)).sort()).toEqual(['easel-export.txt', 'index.html', 'pictures']);
  });

  it('is known after an export that was cut off', async () => {
    await write({ 'index.html': 'half', 'deleted.html': 'half' });
    await (await write({ 'index.html': 'whole' })).finish();
    expect(await readdir(folder)).not.toContain('deleted.html');
  });

  it('is left alone when there are files of others in it', async () => {
    await writeFile(join(folder, 'diary.txt'), 'mine');
    await expect(openExportFolder(folder)).rejects.toMatchObject({
      code: 'storage_failed',
      hint: expect.stringContaining('diary.txt is not from an export of Easel'),
    });
    expect(await readdir(folder)).toEqual(['diary.txt']);
  });

  it('replaces and deletes no file that somebody has put there since', async () => {
    await (await write({ 'index.html': 'old' })).finish();
    await writeFile(join(folder, 'page-2.html'), 'mine');
    await mkdir(join(folder, 'notes'));
    await expect(write({ 'index.html': 'new', 'page-2.html': 'new' })).rejects.toMatchObject({
      code: 'storage_failed',
    });
    expect(await read('page-2.html')).toBe('mine');
    await (await write({ 'index.html': 'newest' })).finish();
    expect((await readdir(folder)).sort()).toEqual(['easel-export.txt', 'index.html', 'notes', 'page-2.html']);
  });

  it('leads nowhere else, whatever its list says', async () => {
    const outside = join(folder, 'outside.txt');
    await writeFile(outside, 'mine');
    await mkdir(join(folder, 'copy'));
    await writeFile(join(folder, 'copy', 'easel-export.txt'), '../outside.txt\n/etc/hostname\n..\n');
    await (await write({ 'index.html': 'page' }, join(folder, 'copy'))).finish();
    expect(await readFile(outside, 'utf8')).toBe('mine');
    const opened = await openExportFolder(join(folder, 'copy'));
    for (const name of ['../outside.txt', '..', '/tmp/x', 'a/../b', 'a/b/c', '.hidden', '']) {
      await expect(opened.write(name, 'page')).rejects.toMatchObject({ code: 'unexpected' });
    }
    await opened.finish();
  });

  it('leads nowhere else by links that somebody has put there since', async () => {
    const copy = join(folder, 'copy');
    await (await write({ 'index.html': 'old', 'pictures/a.png': 'old' }, copy)).finish();
    await mkdir(join(folder, 'others'));
    for (const name of ['diary.txt', 'others/a.png']) await writeFile(join(folder, name), 'mine');
    for (const name of ['index.html', 'pictures']) await rm(join(copy, name), { recursive: true });
    await symlink(join(folder, 'diary.txt'), join(copy, 'index.html'));
    await symlink(join(folder, 'diary.txt'), join(copy, 'easel-export.txt.new'));
    await symlink(join(folder, 'others'), join(copy, 'pictures'));
    await (await write({ 'index.html': 'new' }, copy)).finish();
    expect([await read('copy/index.html'), await read('diary.txt'), await read('others/a.png')]).toEqual([
      'new',
      'mine',
      'mine',
    ]);
    const hint = expect.stringContaining('pictures is not from an export of Easel');
    await expect(write({ 'pictures/b.png': 'new' }, copy)).rejects.toMatchObject({ hint });
    expect(await readdir(join(folder, 'others'))).toEqual(['a.png']);
  });

  it('whose list is a link is left alone', async () => {
    await writeFile(join(folder, 'diary.txt'), 'index.html\n');
    await mkdir(join(folder, 'copy'));
    await symlink(join(folder, 'diary.txt'), join(folder, 'copy', 'easel-export.txt'));
    await expect(openExportFolder(join(folder, 'copy'))).rejects.toMatchObject({ code: 'storage_failed' });
    expect(await read('diary.txt')).toBe('index.html\n');
  });

  it('says what is wrong with a place that cannot be written to', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(openExportFolder(join(folder, 'file'))).rejects.toMatchObject({
      code: 'storage_failed',
      hint: expect.stringMatching(/could not be written to .*file \(EEXIST\)/),
    });
  });
});
