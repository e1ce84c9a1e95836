import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Visibility, visibilities } from '../../../src/core/gallery.ts';
import { type FileKind, fileName } from '../../../src/platforms/web/gallery/paths.ts';
import { type OpenGalleries, openGalleries } from './open-galleries.ts';

/** Everything that there is under a gallery's address, by the picture that it is asked for. */
const routes = {
  wall: '',
  search: '?q=fox&order=stars',
  picture: '/RECIPE',
  comparison: '/RECIPE?with=OTHER',
  atom: '/feed.atom',
  'JSON feed': '/feed.json',
  small: '/RECIPE/512',
  large: '/RECIPE/1024',
  card: '/RECIPE/card',
  original: '/RECIPE/original',
  download: '/RECIPE/download',
} as const;

const visitors = [
  'nobody, guessing an address',
  'who has an old address',
  'who has the address',
  'a member of another server',
  'a member by Discord',
  'a member by Slack',
  'a member by Discord who signed in eight days ago',
  'who wrote a cookie of their own',
  'who changed a cookie of theirs',
  'who gives one cookie for another',
  'who signed out',
] as const;

const fileKinds: readonly FileKind[] = ['512', '1024', 'card', 'original'];

type Visitor = (typeof visitors)[number];

/** What each visitor gets where only members are let in; they all have the address but the first two. */
const asMembers: Readonly<Record<Visitor, number>> = {
  'nobody, guessing an address': 404,
  'who has an old address': 404,
  'who has the address': 401,
  'a member of another server': 401,
  'a member by Discord': 200,
  'a member by Slack': 200,
  'a member by Discord who signed in eight days ago': 401,
  'who wrote a cookie of their own': 401,
  'who changed a cookie of theirs': 401,
  'who gives one cookie for another': 401,
  'who signed out': 401,
};

function expected(visibility: Visibility, visitor: Visitor): number {
  const knows = asMembers[visitor] !== 404;
  if (visibility === 'off' || !knows) return 404;
  return visibility === 'members' ? asMembers[visitor] : 200;
}

describe.each(visibilities)('a gallery that is %s', (visibility) => {
  let web: OpenGalleries;
  let old: string;
  const cookies = new Map<Visitor, string>();

  beforeAll(async () => {
    web = await openGalleries({ gallery: { visibility } });
    old = web.gallery.address;
    await web.galleries.revoke(web.gallery.id);
    const early = web.cookiesOf(await web.signIn('discord', { guilds: ['9'] }));
    await web.clock.advance(8 * 24 * 3_600_000);
    const member = web.cookiesOf(await web.signIn('discord', { guilds: ['9'] }));
    const other = web.cookiesOf(await web.signIn('discord', { guilds: ['90'] }));
    const slack = web.cookiesOf(await web.signIn('slack', { team: 'T9' }));
    const [name = '', value = ''] = member.split('=');
    cookies.set('a member of another server', other);
    cookies.set('a member by Discord', member);
    cookies.set('a member by Slack', slack);
    cookies.set('a member by Discord who signed in eight days ago', early);
    cookies.set('who wrote a cookie of their own', `${name}=9999999999999.9.${'A'.repeat(43)}%3D`);
    cookies.set('who changed a cookie of theirs', other.replace('.90.', '.9.'));
    cookies.set('who gives one cookie for another', `__Host-easel_slack=${value}; __Host-easel_signing_in=${value}`);
    const out = await web.request('/sign-out', { cookie: member, ...form }, { method: 'POST', body: '' });
    cookies.set('who signed out', web.cookiesOf(out));
  });
  afterAll(() => web.close());

  const form = {
    'content-type': 'application/x-www-form-urlencoded',
    'sec-fetch-site': 'same-origin',
    'content-length': '0',
  };

  async function pathFor(visitor: Visitor, route: string): Promise<string> {
    const current = (await web.galleries.find({ id: web.gallery.id }))?.address ?? '';
    const guessed = 'Zz9'.repeat(8);
    const address =
      visitor === 'nobody, guessing an address' ? guessed : visitor === 'who has an old address' ? old : current;
    const [exhibit, other] = web.exhibits;
    if (!exhibit || !other) throw new Error('there are no pictures');
    const file = fileKinds.find((kind) => route.endsWith(`/${kind}`));
    const path = file ? route.replace(/[^/]+$/, fileName(exhibit, file)) : route;
    return `/g/${address}${path}`.replace('RECIPE', exhibit.recipe).replace('OTHER', other.recipe);
  }

  describe.each(visitors)('%s', (visitor) => {
    it.each(Object.entries(routes))(`gets for its %s what they should`, async (_, route) => {
      const path = await pathFor(visitor, route);
      const cookie = cookies.get(visitor);
      for (const method of ['GET', 'HEAD']) {
        const response = await web.request(path, cookie ? { cookie } : {}, { method });
        expect([method, response.status]).toEqual([method, expected(visibility, visitor)]);
        const body = await response.text();
        // Nothing of the gallery is in what others get.
        if (response.status !== 200) expect(body).not.toMatch(/Foxes|fox|easel-\d/);
      }
    });
  });
});
