import { Hono } from 'hono';
import { afterEach, describe, expect, it } from 'vitest';
import { slackManifest } from '../../../src/platforms/slack/manifest.ts';
import { createSealedCookies } from '../../../src/platforms/web/gallery/sealed-cookies.ts';
import { apps, type GalleriesOptions, type OpenGalleries, openGalleries, publicUrl } from './open-galleries.ts';

describe('signing in to a members’ gallery', () => {
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  async function open(options: GalleriesOptions = {}): Promise<OpenGalleries> {
    const web = await openGalleries({ ...options, gallery: { visibility: 'members', ...options.gallery } });
    ends.push(web.close);
    return web;
  }

  /** Leaves for the chat, with what the browser keeps meanwhile. */
  async function leave(web: OpenGalleries, chat: 'discord' | 'slack' = 'discord') {
    const sent = await web.request(`/sign-in/${chat}?to=${web.root}`);
    const page = sent.headers.get('location') ?? '';
    return { sent, page, cookie: web.cookiesOf(sent), url: new URL(page) };
  }

  const pathOf = (url: string) => url.slice(publicUrl.length);

  it.each([
    [
      ['discord', 'slack'],
      ['discord', 'slack'],
    ],
    [['slack'], ['slack']],
    [['discord'], ['discord']],
  ] as const)('is offered with %j where the operator registered that', async (registered, offered) => {
    const web = await open({ registered });
    const response = await web.request(web.root);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Cookie realm="gallery"');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const page = await response.text();
    const links = [...page.matchAll(/href="(https:[^"]+)"/g)].map(([, link]) => link);
    expect(links).toEqual(offered.map((chat) => `${publicUrl}/sign-in/${chat}?to=${encodeURIComponent(web.root)}`));
  });

  it('is offered only with the chats that a gallery is in', async () => {
    const web = await open();
    await web.galleries.unbind('slack:C8');
    const page = await (await web.request(web.root)).text();
    expect(page).toContain('Sign in with Discord');
    expect(page).not.toContain('Sign in with Slack');
  });

  it.each([
    ['where no chat was registered', { registered: [] }],
    ['where we have no public address', { publicUrl: undefined }],
  ])('is impossible %s: then there is no gallery', async (_, options) => {
    const web = await open(options);
    const headers = { host: '127.0.0.1' };
    expect((await web.request(web.root, headers)).status).toBe(404);
    expect((await web.request(`/sign-in/discord?to=${web.root}`, headers)).status).toBe(404);
    // With no secret of the operator's there is none that anybody could guess either.
    for (const isSecure of [true, false]) {
      const forger = createSealedCookies({ secret: '', isSecure });
      const forge = new Hono().get('/', async (context) => {
        await forger.write(context, 'easel_discord', '9999999999999.9', 60);
        return context.text('');
      });
      const cookie = web.cookiesOf(await forge.request('/'));
      expect((await web.request(web.root, { ...headers, cookie })).status).toBe(404);
    }
  });

  it('speaks the visitor’s language, and comes back to the picture', async () => {
    const web = await open();
    const path = `${web.root}/${web.exhibits[0]?.recipe}`;
    const page = await (await web.request(path, { 'accept-language': 'zh-CN' })).text();
    expect(page).toContain('用 Discord 登录');
    expect(page).toContain(encodeURIComponent(path));
    const back = await web.signIn('discord', { guilds: ['9'] }, path);
    expect([back.status, back.headers.get('location')]).toEqual([303, path]);
  });

  it.each([
    ['discord', { guilds: ['1', '9', '2'] }],
    ['slack', { team: 'T9' }],
  ] as const)('with %s lets members in, for a week', async (chat, account) => {
    const web = await open();
    const back = await web.signIn(chat, account);
    expect(back.headers.get('location')).toBe(web.root);
    const [set] = back.headers.getSetCookie().filter((each) => each.includes(chat));
    expect(set).toMatch(/^__Host-easel_\w+=.*; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    const cookie = web.cookiesOf(back);
    expect((await web.request(web.root, { cookie })).status).toBe(200);
    await web.clock.advance(7 * 24 * 3_600_000 - 1);
    expect((await web.request(web.root, { cookie })).status).toBe(200);
    await web.clock.advance(1);
    expect((await web.request(web.root, { cookie })).status).toBe(401);
  });

  it('remembers no servers but those with galleries, and no names', async () => {
    const web = await open();
    const many = Array.from({ length: 200 }, (_, number) => String(10n ** 17n + BigInt(number)));
    const cookie = web.cookiesOf(await web.signIn('discord', { guilds: [...many, '9', '90'] }));
    expect(decodeURIComponent(cookie)).toMatch(/^__Host-easel_discord=\d{13}\.9\.90\.[\w+/]{43}=$/);
  });

  it('fits into a cookie wherever a person is at home', async () => {
    const web = await open();
    const many = Array.from({ length: 200 }, (_, number) => String(10n ** 18n + BigInt(number)));
    for (const id of many) {
      await web.galleries.bind({
        ...{ gallery: 'gallery-2', channel: `discord:${id}0`, community: `discord:${id}`, source: undefined },
        ...{ look: 'none', restricted: false, locale: 'en', person: 'discord:1', since: 0 },
      });
    }
    const cookie = web.cookiesOf(await web.signIn('discord', { guilds: many }));
    expect(cookie.split('.')).toHaveLength(102);
    expect(cookie.length).toBeLessThan(4000);
  });

  it('adds up: whoever signed in with both belongs to both', async () => {
    const web = await open();
    const discord = web.cookiesOf(await web.signIn('discord', { guilds: ['90'] }));
    expect((await web.request(web.root, { cookie: discord })).status).toBe(401);
    const slack = web.cookiesOf(await web.signIn('slack', { team: 'T9' }));
    expect((await web.request(web.root, { cookie: `${discord}; ${slack}` })).status).toBe(200);
  });

  it('works without HTTPS, too, for whoever tries it on their own machine', async () => {
    const web = await open({ publicUrl: 'http://easel.example' });
    const sent = await web.request(`/sign-in/discord?to=${web.root}`);
    const [set] = sent.headers.getSetCookie();
    expect(set).toMatch(/^easel_signing_in=.*; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
    // What a neighbour under the same domain could have set counts for nothing where there is HTTPS.
    const secure = await open();
    const cookie = web.cookiesOf(await secure.signIn('discord', { guilds: ['9'] }));
    expect((await secure.request(secure.root, { cookie })).status).toBe(200);
    expect((await secure.request(secure.root, { cookie: cookie.replace('__Host-', '') })).status).toBe(401);
  });

  it('with one chat says nothing of the other, whatever its servers are called', async () => {
    const web = await open();
    await web.galleries.bind({
      ...{ gallery: web.gallery.id, channel: 'slack:C90', community: 'slack:90', source: undefined, look: 'none' },
      ...{ restricted: false, locale: 'en', person: 'slack:U1', since: 0 },
    });
    const cookie = web.cookiesOf(await web.signIn('discord', { guilds: ['90'] }));
    const renamed = cookie.replace('easel_discord', 'easel_slack');
    expect(renamed).not.toBe(cookie);
    expect((await web.request(web.root, { cookie: renamed })).status).toBe(401);
  });

  it('tells members of other servers so, and lets them try another account', async () => {
    const web = await open();
    const cookie = web.cookiesOf(await web.signIn('slack', { team: 'T1' }));
    const page = await (await web.request(web.root, { cookie })).text();
    expect(page).toContain('You are not a member');
    expect(page).toContain('Sign in with Slack');
  });

  it('ends with the binding of their server', async () => {
    const web = await open();
    const cookie = web.cookiesOf(await web.signIn('slack', { team: 'T9' }));
    expect((await web.request(web.root, { cookie })).status).toBe(200);
    await web.galleries.unbind('slack:C8');
    expect((await web.request(web.root, { cookie })).status).toBe(401);
  });

  it('ends when they sign out, which no other page can do for them', async () => {
    const web = await open();
    const cookie = web.cookiesOf(await web.signIn('discord', { guilds: ['9'] }));
    expect(await (await web.request(web.root, { cookie })).text()).toContain('<form method="post" action="/sign-out">');
    const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded', 'content-length': '0' };
    const post = (site: string) =>
      web.request('/sign-out', { ...headers, 'sec-fetch-site': site }, { method: 'POST', body: '' });
    expect((await post('cross-site')).headers.getSetCookie()).toEqual([]);
    expect((await web.request('/sign-out', { cookie })).status).toBe(404);
    const out = await post('same-origin');
    expect(await out.text()).toContain('You are signed out');
    expect(out.headers.get('clear-site-data')).toBe('"cache"');
    expect(out.headers.getSetCookie().toSorted()).toEqual(
      ['discord', 'slack'].map((chat) => `__Host-easel_${chat}=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax`),
    );
  });

  it('asks Discord for the list of servers alone, with PKCE, and Slack for nothing but who they are', async () => {
    const web = await open();
    const { sent, url } = await leave(web);
    expect(sent.status).toBe(303);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      ...{ response_type: 'code', client_id: apps.discord.id, scope: 'guilds', redirect_uri: apps.discord.redirect },
      state: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      ...{ code_challenge_method: 'S256', prompt: 'none' },
    });
    const [set] = sent.headers.getSetCookie();
    expect(set).toMatch(/^__Host-easel_signing_in=.*; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    const slack = await leave(web, 'slack');
    expect(Object.fromEntries(slack.url.searchParams)).toMatchObject({ scope: 'openid', client_id: apps.slack.id });
    expect(slack.url.searchParams.get('state')).not.toBe(url.searchParams.get('state'));
  });

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/g/../sign-out',
    '/g/short',
    '/',
    '',
    `/g/${'Ab3'.repeat(8)}\r\nSet-Cookie: a=b`,
    `/g/${'Ab3'.repeat(8)}@evil.example`,
    `/g/${'Ab3'.repeat(8)}/7K3Q-9XWM-2D4H?x=//evil.example`,
    'javascript:alert(1)',
  ])('leads back to nothing but galleries, so not to %j', async (to) => {
    const web = await open();
    const response = await web.request(`/sign-in/discord?${new URLSearchParams({ to })}`);
    expect([response.status, response.headers.get('location')]).toEqual([404, null]);
  });

  it.each(['elsewhere', 'discord/', 'constructor', '__proto__', 'DISCORD'])('knows no chat %j', async (chat) => {
    const web = await open();
    expect((await web.request(`/sign-in/${chat}?to=${web.root}`)).status).toBe(404);
    expect((await web.request(`/sign-in/${chat}/back?code=1&state=2`)).status).toBe(404);
  });

  describe('is refused', () => {
    async function refused(web: OpenGalleries, response: Response, status: number, title: string): Promise<void> {
      expect(response.status).toBe(status);
      expect(response.headers.get('location')).toBeNull();
      const page = await response.text();
      expect(page).toContain(title);
      expect(page).not.toMatch(/code-|token-|invalid_grant/);
      const cookie = web.cookiesOf(response);
      expect((await web.request(web.root, { cookie })).status).toBe(401);
    }
    const stale = [400, 'That took too long'] as const;
    const failed = [502, 'Signing in did not work'] as const;

    it('in another browser', async () => {
      const web = await open();
      const { page } = await leave(web);
      const back = await web.chats.visit(page, { guilds: ['9'] });
      await refused(web, await web.request(pathOf(back)), ...stale);
      // Nor in one that is in the middle of its own.
      const other = await leave(web);
      await refused(web, await web.request(pathOf(back), { cookie: other.cookie }), ...stale);
    });

    it('with another state, or a cookie of somebody’s own', async () => {
      const web = await open();
      const { page, cookie } = await leave(web);
      const back = new URL(await web.chats.visit(page, { guilds: ['9'] }));
      back.searchParams.set('state', 'another');
      await refused(web, await web.request(`${back.pathname}${back.search}`, { cookie }), ...stale);
      const own = Buffer.from(
        JSON.stringify({ chat: 'discord', state: 'another', secret: 's', back: web.root, until: 9e15 }),
      );
      const forged = `__Host-easel_signing_in=${own.toString('base64url')}.${'A'.repeat(43)}%3D`;
      await refused(web, await web.request(`${back.pathname}${back.search}`, { cookie: forged }), ...stale);
    });

    it('with the other chat’s code', async () => {
      const web = await open();
      const { page, cookie } = await leave(web, 'slack');
      const back = (await web.chats.visit(page, { team: 'T9' })).replace('/slack/', '/discord/');
      await refused(web, await web.request(pathOf(back), { cookie }), ...stale);
    });

    it('after ten minutes', async () => {
      const web = await open();
      const { page, cookie } = await leave(web);
      const back = await web.chats.visit(page, { guilds: ['9'] });
      await web.clock.advance(600_000);
      await refused(web, await web.request(pathOf(back), { cookie }), ...stale);
    });

    it('a second time with the same code, even with the cookie kept', async () => {
      const web = await open();
      const { page, cookie } = await leave(web);
      const back = await web.chats.visit(page, { guilds: ['9'] });
      const [ours, again] = [await web.request(pathOf(back), { cookie }), await web.request(pathOf(back), { cookie })];
      expect(ours.status).toBe(303);
      // The browser is told to forget it at the first time.
      expect(ours.headers.getSetCookie().some((set) => set.startsWith('__Host-easel_signing_in=; Max-Age=0'))).toBe(
        true,
      );
      await refused(web, again, ...failed);
    });

    it('with a code that somebody else was given', async () => {
      const web = await open();
      const theirs = new URL(await web.chats.visit((await leave(web)).page, { guilds: ['9'] }));
      const { url, cookie } = await leave(web);
      const path = `/sign-in/discord/back?code=${theirs.searchParams.get('code')}&state=${url.searchParams.get('state')}`;
      await refused(web, await web.request(path, { cookie }), ...failed);
    });

    it.each(['discord', 'slack'] as const)('by whoever does not agree at %s', async (chat) => {
      const web = await open();
      await refused(web, await web.signIn(chat, 'declines'), 403, 'You are not signed in');
    });

    it.each([
      ['discord', 'html', 'signing in: discord answered 200 something else'],
      ['discord', 'refused', 'signing in: discord answered 400 invalid_grant'],
      ['slack', 'html', 'signing in: slack answered 200 something else'],
      ['slack', 'refused', 'signing in: slack answered 200 invalid_code'],
      ['slack', 'issuer', 'signing in: slack sent an id token that is not for us'],
      ['slack', 'audience', 'signing in: slack sent an id token that is not for us'],
      ['slack', 'nonce', 'signing in: slack sent an id token that is not for us'],
      ['slack', 'expired', 'signing in: slack sent an id token that is not for us'],
    ] as const)('when %s answers with %s, and the log says why without any secret', async (chat, fault, hint) => {
      const web = await open();
      web.chats.break(fault);
      await refused(web, await web.signIn(chat, { guilds: ['9'], team: 'T9' }), ...failed);
      expect(web.log.lines).toEqual([
        { level: 'warn', fields: { problem: 'place_silent', hint }, message: 'somebody could not sign in' },
      ]);
    });

    it.each(['discord', 'slack'] as const)(
      'without asking %s again once it has enough, for as long as it says',
      async (chat) => {
        const web = await open();
        const account = { guilds: ['9'], team: 'T9' };
        const asked = () => web.chats.requests.filter((request) => request.includes('token')).length;
        web.chats.break('busy');
        for (let times = 0; times < 3; times++) await refused(web, await web.signIn(chat, account), ...failed);
        expect(asked()).toBe(1);
        web.chats.break(undefined);
        await web.clock.advance(29_999);
        await refused(web, await web.signIn(chat, account), ...failed);
        await web.clock.advance(1);
        expect((await web.signIn(chat, account)).status).toBe(303);
        expect(asked()).toBe(2);
      },
    );

    it.each(['discord', 'slack'] as const)('without asking %s for all who make up codes at once', async (chat) => {
      const web = await open();
      const sent = await web.request(`/sign-in/${chat}?to=${web.root}`);
      const state = new URL(sent.headers.get('location') ?? '').searchParams.get('state') ?? '';
      const cookie = web.cookiesOf(sent);
      web.chats.break('busy');
      const back = (code: number) => web.request(`/sign-in/${chat}/back?state=${state}&code=${code}`, { cookie });
      await Promise.all(Array.from({ length: 50 }, (_, code) => back(code)));
      expect(web.chats.requests.filter((request) => request.includes('token')).length).toBeLessThanOrEqual(4);
    });

    it('when the chat cannot be reached', async () => {
      const web = await open();
      const { page, cookie } = await leave(web);
      const back = await web.chats.visit(page, { guilds: ['9'] });
      await web.chats.close();
      await refused(web, await web.request(pathOf(back), { cookie }), ...failed);
      expect(web.log.lines).toMatchObject([{ fields: { hint: 'signing in: discord cannot be reached' } }]);
      expect(JSON.stringify(web.log.lines)).not.toMatch(/code-|secret/);
    });
  });

  it('is registered at Slack by the manifest', () => {
    const { oauth_config } = slackManifest({ commands: [], mode: 'socket', publicUrl });
    expect(oauth_config).toMatchObject({ redirect_urls: [apps.slack.redirect] });
  });
});

describe('web galleries', () => {
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  async function open(options: GalleriesOptions = {}): Promise<OpenGalleries> {
    const web = await openGalleries(options);
    ends.push(web.close);
    return web;
  }

  it('that are off look exactly like what never was, wherever one looks', async () => {
    const web = await open({ gallery: { visibility: 'off' } });
    const never = `/g/${'Zz9'.repeat(8)}`;
    const seen = async (path: string) => {
      const response = await web.request(path);
      return [response.status, await response.text(), Object.fromEntries(response.headers)];
    };
    const [recipe] = web.exhibits.map((exhibit) => exhibit.recipe);
    for (const path of [
      '',
      '/feed.atom',
      '/feed.json',
      `/${recipe}`,
      `/${recipe}/download`,
      '?q=[',
      '?after=nonsense',
    ]) {
      expect(await seen(`${web.root}${path}`)).toEqual(await seen(`${never}${path}`));
    }
    await web.galleries.change(web.gallery.id, { visibility: 'link' });
    expect((await seen(web.root))[0]).toBe(200);
    await web.galleries.revoke(web.gallery.id);
    expect(await seen(web.root)).toEqual(await seen(never));
  });

  it.each([
    '',
    'a',
    'Ab3'.repeat(7),
    'Ab3'.repeat(9),
    `${'Ab3'.repeat(7)}Ab%33x`,
    `${'Ab3'.repeat(7)}Ab-`,
    `${'Ab3'.repeat(7)}Ab%`,
  ])('are looked for under nothing but 24 letters and digits: not %j', async (address) => {
    const web = await open();
    expect((await web.request(`/g/${address}`)).status).toBe(404);
    expect(web.looked).toEqual([]);
  });

  it('answer to their own name only', async () => {
    const web = await open();
    for (const path of [web.root, '/robots.txt', '/nowhere']) {
      const response = await web.request(path, { host: 'evil.example' });
      expect(response.status).toBe(421);
      expect(await response.text()).toContain('Wrong address');
    }
  });

  it('are beside the studio, or without it', async () => {
    const alone = await open();
    for (const path of ['/', '/help', '/events', '/studio.js', '/studio.css', '/calls']) {
      expect([path, (await alone.request(path)).status]).toEqual([path, 404]);
    }
    const post = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', 'content-length': '2' };
    expect((await alone.request('/calls', post, { method: 'POST', body: '{}' })).status).toBe(404);
    expect(await (await alone.request('/')).text()).not.toContain('studio');
    const both = await open({ studio: true });
    expect((await both.request('/', { host: '127.0.0.1' })).status).toBe(200);
    expect((await both.request(both.root)).status).toBe(200);
  });

  it('tell crawlers where not to look without naming one gallery', async () => {
    const web = await open({ gallery: { visibility: 'public' } });
    const response = await web.request('/robots.txt');
    expect(await response.text()).toBe('User-agent: *\nDisallow: /sign-in/\n');
  });

  it('have strict headers, and script in names and prompts is text', async () => {
    const script = '"><script>alert(1)</script>';
    const web = await open({
      gallery: { visibility: 'public', name: script },
      pictures: [{ notes: { words: script }, alt: script, credit: script }],
    });
    const [recipe] = web.exhibits.map((exhibit) => exhibit.recipe);
    for (const path of ['', `/${recipe}`, '/feed.atom']) {
      const response = await web.request(`${web.root}${path}`);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(response.headers.get('content-security-policy')).not.toMatch(/unsafe/);
      expect(await response.text()).not.toContain('<script>alert');
    }
  });
});
