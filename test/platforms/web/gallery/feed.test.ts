import { beforeAll, describe, expect, it } from 'vitest';
import { manyExhibits, recipeFor } from './many.ts';
import { type OpenGallery, openGallery } from './open-gallery.ts';
import { textIn, wrongInXml } from './read-xml.ts';

describe('feeds of a gallery', () => {
  let gallery: OpenGallery;

  beforeAll(async () => {
    gallery = await openGallery(manyExhibits(60, []), {
      publicUrl: 'https://easel.example',
      gallery: { name: 'A & B' },
    });
  });

  it('are Atom with the newest forty pictures', async () => {
    const response = await gallery.request('/feed.atom');
    expect(response.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    const feed = await response.text();
    expect(wrongInXml(feed)).toBeUndefined();
    expect(textIn(feed, 'title')).toBe('A & B');
    expect(feed.match(/<entry>/g)).toHaveLength(40);
    const entry = feed.slice(feed.indexOf('<entry>'));
    expect(textIn(entry, 'id')).toBe(`urn:easel:${recipeFor(59)}`);
    expect(textIn(entry, 'updated')).toBe(textIn(feed, 'updated'));
    expect(entry).toContain(`href="https://easel.example${gallery.root}/${recipeFor(59)}"`);
    expect(entry).toContain(
      `<link rel="enclosure" type="image/png" length="1000" href="https://easel.example${gallery.root}/`,
    );
    expect(textIn(entry, 'content')).toMatch(/^<p><a href="https:[^"]+"><img src="https:[^"]+-1024\.webp" alt="AI-gen/);
  });

  it('are JSON Feed 1.1, which leads to older pictures', async () => {
    const response = await gallery.request('/feed.json');
    expect(response.headers.get('content-type')).toBe('application/feed+json; charset=utf-8');
    const feed = JSON.parse(await response.text());
    expect(feed).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'A & B',
      home_page_url: `https://easel.example${gallery.root}`,
      feed_url: `https://easel.example${gallery.root}/feed.json`,
      language: 'en',
    });
    expect(feed.items).toHaveLength(40);
    expect(feed.items[0]).toMatchObject({
      id: `urn:easel:${recipeFor(59)}`,
      attachments: [{ mime_type: 'image/png' }],
    });
    const older = await gallery.app.request(feed.next_url);
    expect(JSON.parse(await older.text()).items[0].id).toBe(`urn:easel:${recipeFor(19)}`);
  });

  it('are of a search, too', async () => {
    const feed = JSON.parse(await gallery.page('/feed.json?q=fox&order=stars'));
    expect(feed.title).toBe('A & B: “fox”');
    expect(feed.items.length).toBeLessThan(10);
    expect(feed.items.every(({ title }: { title: string }) => title.includes('fox'))).toBe(true);
    expect(textIn(await gallery.page('/feed.atom?q=fox'), 'title')).toBe('A & B: “fox”');
    expect(await gallery.page('?q=fox')).toContain(`href="${gallery.root}/feed.atom?q=fox"`);
  });

  it('have neither the picture nor the words of what is hidden', async () => {
    const feed = JSON.parse(await gallery.page('/feed.json'));
    const hidden = feed.items.find(({ id }: { id: string }) => id.endsWith(recipeFor(53)));
    expect(hidden).toMatchObject({ title: 'Hidden picture' });
    expect(JSON.stringify(hidden)).not.toMatch(/img|number 53|attachments/);
    const [, entry = ''] = (await gallery.page('/feed.atom')).split(`<id>urn:easel:${recipeFor(53)}`);
    expect(entry.split('</entry>')[0]).not.toMatch(/enclosure|img|number 53/);
  });

  it('are valid when there is nothing in them', async () => {
    const feed = await gallery.page('/feed.atom?q=zeppelin');
    expect(wrongInXml(feed)).toBeUndefined();
    expect(Date.parse(textIn(feed, 'updated') ?? '')).toBeGreaterThan(0);
  });

  it('are packed for whoever can unpack them', async () => {
    for (const path of ['/feed.atom', '/feed.json']) {
      const { headers } = await gallery.request(path, { 'accept-encoding': 'gzip' });
      expect(headers.get('content-encoding')).toBe('gzip');
    }
  });
});
