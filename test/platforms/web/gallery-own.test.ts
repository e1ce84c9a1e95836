import { expect, it } from 'vitest';
import type { Exhibit } from '../../../src/core/gallery.ts';
import { recipeOf } from '../../fakes/album.ts';
import { openGalleries } from './open-galleries.ts';

const session = '0192f1c4-5a5e-7b2e-8d0e-3f6a1b2c3d4e';

/** A picture that this browser's studio has made. */
function made(n: number, changes: Partial<Exhibit> = {}): Partial<Exhibit> {
  const place = { channel: session, community: undefined, notes: { unlisted: true } };
  return { n, recipe: recipeOf(n + 1), person: `web:${session}`, ...place, ...changes };
}

const mine = [made(0), made(1)];
const others = [made(2, { person: 'web:somebody' })];

interface Visit {
  readonly pictures?: readonly Partial<Exhibit>[];
  readonly studio?: boolean;
  readonly cookie?: string;
}

async function visit(path: string, { pictures = [...mine, ...others], studio = true, ...given }: Visit = {}) {
  const { request, close } = await openGalleries({ pictures, studio });
  const { cookie = `easel_session=${session}` } = given;
  try {
    return await request(`/g/mine${path}`, { cookie });
  } finally {
    await close();
  }
}

it('one’s own pictures have a page beside the studio, private ones too, and nobody else’s', async () => {
  const page = await visit('');
  const text = await page.text();
  expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'private, no-cache']);
  for (const { recipe } of mine) expect(text).toContain(recipe);
  expect(text).not.toContain(others[0]?.recipe);
  expect(text).toContain('2 pictures');
  expect(text).not.toContain('feed.atom');
});

it('each has a page and its file', async () => {
  const [first] = mine;
  const page = await visit(`/${first?.recipe}`);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain(`/g/mine/${first?.recipe}/download`);
});

it('says neither whose they are nor how many like them, which their maker knows', async () => {
  const pictures = [
    made(0, { credit: 'Ada', stars: 3, notes: { spoiler: true } }),
    made(1, { credit: 'Ada', stars: 3 }),
  ];
  const [first] = mine;
  for (const path of ['', '?q=fox', `/${first?.recipe}`, `/${first?.recipe}?with=${mine[1]?.recipe}`]) {
    const text = await (await visit(path, { pictures })).text();
    expect(text).toContain(first?.recipe);
    expect(text).not.toMatch(/Ada|By somebody|Most starred|★/);
  }
});

it('and no page elsewhere may show it', async () => {
  const file = await visit(`/${mine[0]?.recipe}/download`);
  expect([file.status, file.headers.get('cross-origin-resource-policy')]).toEqual([200, 'same-origin']);
});

it('another browser finds none of them', async () => {
  const other = 'easel_session=0192f1c4-5a5e-7b2e-8d0e-000000000000';
  expect(await (await visit('', { cookie: other })).text()).toContain('Nothing painted yet');
  expect((await visit(`/${mine[0]?.recipe}`, { cookie: other })).status).toBe(404);
  expect((await visit(`/${others[0]?.recipe}`)).status).toBe(404);
});

it('a deleted one is gone', async () => {
  const page = await visit(`/${mine[0]?.recipe}`, { pictures: [made(0, { removedAt: 1 })] });
  expect(page.status).toBe(404);
});

it('without a studio there is no such page', async () => {
  expect((await visit('', { studio: false })).status).toBe(404);
});
