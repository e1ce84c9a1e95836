import { beforeAll, describe, expect, it } from 'vitest';
import type { Exhibit } from '../../../../src/core/gallery.ts';
import { manyExhibits, recipeFor } from './many.ts';
import { type OpenGallery, openGallery } from './open-gallery.ts';
import { readPage } from './read-wall.ts';

/** Pictures 0 to 39; 5 was made from 3, which was made from 2 (elsewhere only), which was made from 1; 20 is hidden. */
function family(): Exhibit[] {
  const parents = new Map([
    [5, 3],
    [3, 2],
    [2, 1],
    [7, 5],
  ]);
  return manyExhibits(40, []).map((exhibit, number) => {
    const parent = parents.get(number);
    // One miniature: of 5 alone a card can be made.
    const thumbhash = number === 5 ? 'aGgCCYJ3eIhwiHgHeIiIgICIeA==' : undefined;
    const notes = parent === undefined ? exhibit.notes : { ...exhibit.notes, parent: recipeFor(parent) };
    return { ...exhibit, thumbhash, notes };
  });
}

describe('the page of a picture', () => {
  let gallery: OpenGallery;

  beforeAll(async () => {
    gallery = await openGallery(family(), {
      publicUrl: 'https://easel.example',
      web: ({ recipe }) => recipe !== recipeFor(2),
    });
  });

  const read = async (path: string) => readPage(await gallery.page(path));
  const jsonLd = (page: string) =>
    JSON.parse(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '');

  it('says everything that makes the picture what it is', async () => {
    const { text, headings, links } = await read(`/${recipeFor(5)}`);
    expect(headings[0]).toBe('夜の街 in morning mist, number 5'.replace('夜の街', '月光下的小船'));
    for (const fact of [
      '2.1 Pro',
      '768 × 1024',
      '3.5',
      '25',
      '9.9 s',
      'watercolour',
      recipeFor(5),
      'September 21, 2026',
    ]) {
      expect(text).toContain(fact);
    }
    expect(text).toContain('/imagine 月光下的小船 in morning mist, number 5 --seed 6');
    expect(text).toContain('number 5, soft light, fine detail');
    expect(links.get('6')).toBe(`${gallery.root}?seed=6`);
    expect(links.get('watercolour')).toBe(`${gallery.root}?style=watercolour`);
    expect(links.get('By Grace Hopper')).toBe(`${gallery.root}?by=${recipeFor(5)}`);
    expect(links.get('Open in Discord')).toBe('https://discord.com/channels/9/7/5');
    expect(links.get('Download')).toBe(`${gallery.root}/${recipeFor(5)}/download`);
  });

  it('leads to the pictures beside it in the order and the search that it was opened from', async () => {
    const alone = await read(`/${recipeFor(5)}`);
    expect(alone.links.get('Previous picture')).toBe(`${gallery.root}/${recipeFor(6)}`);
    expect(alone.links.get('Next picture')).toBe(`${gallery.root}/${recipeFor(4)}`);
    const within = await read(`/${recipeFor(7)}?q=fox&by=${recipeFor(7)}`);
    expect(within.links.get('Previous picture')).toBe(`${gallery.root}/${recipeFor(35)}?q=fox&by=${recipeFor(7)}`);
    expect(within.links.has('Next picture')).toBe(false);
    expect(within.links.get('Back to Foxes')).toBe(`${gallery.root}?q=fox&by=${recipeFor(7)}`);
  });

  it('shows what it was made from and what came of it, and nothing that does not hang there', async () => {
    const page = await read(`/${recipeFor(5)}`);
    expect(page.recipes).toEqual([recipeFor(1), recipeFor(3), recipeFor(7)]);
    expect(await gallery.page(`/${recipeFor(3)}`)).not.toContain(recipeFor(2));
  });

  it('is found however its recipe is written', async () => {
    const response = await gallery.request(`/${recipeFor(5).toLowerCase().replaceAll('-', '')}?q=fox`);
    expect(response.status).toBe(301);
    expect(response.headers.get('location')).toBe(`${gallery.root}/${recipeFor(5)}?q=fox`);
    const both = await gallery.request(`/${recipeFor(5).toLowerCase()}?with=${recipeFor(8).toLowerCase()}`);
    expect([both.status, readPage(await both.text()).images.length]).toEqual([200, 2]);
  });

  it.each([`/${recipeFor(999)}`, '/nothing', '/AAAA-AAAA-AAAB', '/..%2f..%2fpackage.json', `/${recipeFor(2)}`])(
    'says that nothing hangs at %s',
    async (path) => {
      const response = await gallery.request(path);
      expect(response.status).toBe(404);
      const page = readPage(await response.text());
      expect(page.headings).toEqual(['Nothing hangs here']);
      expect(page.links.get('Show everything')).toBe(gallery.root);
    },
  );

  it('tells chats and search engines what they show, by addresses that they can open', async () => {
    const page = await gallery.page(`/${recipeFor(5)}`);
    const { meta } = readPage(page);
    const key = 'a'.repeat(64);
    const address = `https://easel.example${gallery.root}/${recipeFor(5)}`;
    expect(Object.fromEntries(meta)).toMatchObject({
      'og:title': '月光下的小船 in morning mist, number 5',
      'og:description': `By Grace Hopper · 2.1 Pro · ${recipeFor(5)}`,
      'og:url': address,
      'og:image': `${address}/${key}-card.jpg`,
      'og:image:type': 'image/jpeg',
      'og:image:width': '1200',
      'og:image:height': '630',
      'og:image:alt': 'AI-generated picture: 月光下的小船 in morning mist, number 5',
      'twitter:card': 'summary_large_image',
    });
    expect(page).toContain(`<link rel="canonical" href="${address}">`);
    expect(jsonLd(page)).toMatchObject({
      '@type': 'ImageObject',
      contentUrl: `${address}/${key}.png`,
      width: 768,
      height: 1024,
      creditText: 'Grace Hopper',
      digitalSourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
    });
  });

  it('shows the picture itself, as it is, where no card can be made', async () => {
    const { meta } = readPage(await gallery.page(`/${recipeFor(7)}`));
    expect(Object.fromEntries(meta)).toMatchObject({
      'og:image': `https://easel.example${gallery.root}/${recipeFor(7)}/${'a'.repeat(64)}.png`,
      'og:image:type': 'image/png',
      'og:image:width': '1400',
      'og:image:height': '622',
    });
  });

  it('keeps a hidden picture out of previews and fetches it only when it is opened', async () => {
    const page = await gallery.page(`/${recipeFor(20)}`);
    const { meta, title } = readPage(page);
    expect([meta.has('og:image'), meta.get('og:title'), meta.get('twitter:card')]).toEqual([
      false,
      'Hidden picture',
      'summary',
    ]);
    expect(title).toBe('Hidden picture – Foxes');
    expect(jsonLd(page)).not.toHaveProperty('contentUrl');
    expect(jsonLd(page)).not.toHaveProperty('description');
    expect(page).toMatch(/<details class="spoiler">[\s\S]*<img [^>]*loading="lazy"/);
    expect(page).not.toMatch(/<img (?![^>]*loading="lazy")[^>]*>/);
  });

  it('hides what was made where only adults are let in', async () => {
    const restricted = await openGallery(manyExhibits(1, []).map((each) => ({ ...each, notes: { restricted: true } })));
    expect(await restricted.page()).not.toContain('<img');
    expect(readPage(await restricted.page(`/${recipeFor(0)}`)).meta.has('og:image')).toBe(false);
  });

  it('compares two pictures of the gallery', async () => {
    const page = await read(`/${recipeFor(5)}?with=${recipeFor(8)}`);
    expect(page.images).toHaveLength(2);
    expect(
      page.links.get(
        '夜の街 under heavy rain, number 8'
          .replace('夜の街', 'a boat')
          .replace('under heavy rain', 'at dusk, watercolour'),
      ),
    ).toBe(`${gallery.root}/${recipeFor(8)}`);
    const hidden = await gallery.page(`/${recipeFor(5)}?with=${recipeFor(20)}`);
    expect(hidden).not.toContain('data-slides');
    expect(hidden).toContain('<details class="spoiler">');
  });

  it.each([
    ['x', 400, 'That is not a recipe'],
    [recipeFor(999), 404, 'Nothing hangs here'],
    [recipeFor(2), 404, 'Nothing hangs here'],
  ])('does not compare with %s', async (other, status, heading) => {
    const response = await gallery.request(`/${recipeFor(5)}?with=${other}`);
    expect(response.status).toBe(status);
    const page = readPage(await response.text());
    expect(page.headings).toEqual([heading]);
    expect(page.links.get('Compare with another picture')).toBe(`${gallery.root}/${recipeFor(5)}`);
  });
});
