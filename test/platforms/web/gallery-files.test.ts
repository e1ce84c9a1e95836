import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { systemClock } from '../../../src/core/clock.ts';
import { createImageFolder } from '../../../src/images/folder.ts';
import { createThumbnails } from '../../../src/images/thumbnails.ts';
import { downloadAs } from '../../../src/platforms/web/gallery/download-name.ts';
import { type FileKind, fileName, paths } from '../../../src/platforms/web/gallery/paths.ts';
import { readRange } from '../../../src/platforms/web/gallery/range.ts';
import { startWeb } from '../../../src/platforms/web/start.ts';
import { recordedLog } from '../../fakes/log.ts';
import { type GalleriesOptions, type OpenGalleries, openGalleries } from './open-galleries.ts';

describe('picture files of a gallery', () => {
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).toReversed()) await end();
  });

  async function open(options: GalleriesOptions = {}): Promise<OpenGalleries> {
    const web = await openGalleries(options);
    ends.push(web.close);
    return web;
  }

  async function onDisk(): Promise<GalleriesOptions & { folder: string }> {
    const folder = await mkdtemp(join(tmpdir(), 'easel-'));
    ends.push(() => rm(folder, { recursive: true }));
    const images = createImageFolder(folder);
    return { folder, images, thumbnails: createThumbnails({ images, folder, log: recordedLog() }) };
  }

  const first = ({ exhibits: [exhibit] }: OpenGalleries) => exhibit ?? expect.fail('no picture');
  const pathOf = (web: OpenGalleries, kind: FileKind) => paths.file(web.gallery.address, first(web), kind);
  const downloadOf = (web: OpenGalleries) => paths.download(web.gallery.address, first(web));
  const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

  it.each([
    ['512', 'image/webp'],
    ['1024', 'image/webp'],
    ['card', 'image/jpeg'],
    ['original', 'image/png'],
  ] as const)('are served as what they are, for ever, to nobody else: %s', async (kind, type) => {
    const web = await open(await onDisk());
    const response = await web.request(pathOf(web, kind));
    const bytes = await bytesOf(response);
    const all = Object.fromEntries(response.headers);
    expect(all).toMatchObject({
      'content-type': type,
      'content-length': String(bytes.length),
      'cache-control': 'private, max-age=31536000, immutable',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex',
      'referrer-policy': 'no-referrer',
      etag: expect.stringMatching(/^"[0-9a-f]{64}(-\w+)?"$/),
    });
    expect(all['content-security-policy']).toContain("default-src 'none'");
    expect(`image/${(await sharp(bytes).metadata()).format}`).toBe(type);
    expect((await web.request(pathOf(web, kind), { 'if-none-match': all['etag'] ?? '' })).status).toBe(304);
  });

  it.each([
    ['link', 'cross-origin', 'noindex'],
    ['public', 'cross-origin', null],
    ['members', 'same-origin', 'noindex'],
  ] as const)(
    'of a gallery that is %s are %s to other pages, and %s to crawlers',
    async (visibility, policy, robots) => {
      const web = await open({ gallery: { visibility } });
      const cookie = web.cookiesOf(await web.signIn('discord', { guilds: ['9'] }));
      for (const path of [pathOf(web, 'card'), downloadOf(web)]) {
        const { status, headers } = await web.request(path, { cookie });
        expect([status, headers.get('cross-origin-resource-policy')]).toEqual([200, policy]);
        expect(headers.get('x-robots-tag')).toBe(robots);
      }
      expect((await web.request(web.root, { cookie })).headers.get('x-robots-tag')).toBe(robots);
    },
  );

  it('are the originals where there is no picture library', async () => {
    const web = await open();
    for (const kind of ['512', '1024', 'card', 'original'] as const) {
      const response = await web.request(pathOf(web, kind));
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png']);
      expect(response.headers.get('etag')).toBe(`"${first(web).generation?.image.key}"`);
    }
  });

  it('are gone with their picture at once, and answered like what never was', async () => {
    const web = await open(await onDisk());
    const all = (['512', 'card', 'original'] as const).map((kind) => pathOf(web, kind));
    for (const path of all) expect((await web.request(path)).status).toBe(200);
    web.galleries.remove(first(web).recipe);
    const never = await web.request(`${web.root}/7K3Q-9XWM-2D4H/${fileName(first(web), '512')}`);
    const said = await never.text();
    for (const path of [...all, downloadOf(web)]) {
      const response = await web.request(path, { 'if-none-match': '*', range: 'bytes=0-1' });
      expect([response.status, await response.text()]).toEqual([404, said]);
      expect(Object.fromEntries(response.headers)).toEqual(Object.fromEntries(never.headers));
    }
  });

  it('are gone as soon as their maker takes them off the web, or the links are revoked', async () => {
    const web = await open();
    const path = pathOf(web, '512');
    expect((await web.request(path)).status).toBe(200);
    await web.galleries.agree(first(web), 'web', false);
    expect((await web.request(path)).status).toBe(404);
    await web.galleries.agree(first(web), 'web', true);
    expect((await web.request(path)).status).toBe(200);
    await web.galleries.revoke(web.gallery.id);
    expect((await web.request(path)).status).toBe(404);
  });

  it('are found under their own picture and key only', async () => {
    const web = await open({ pictures: [{ n: 30 }] });
    const { root } = web;
    const exhibit = first(web);
    const name = fileName(exhibit, '512');
    const key = exhibit.generation?.image.key ?? '';
    const wrong = [
      `${root}/${exhibit.recipe.toLowerCase()}/${name}`,
      `${root}/${exhibit.recipe.replaceAll('-', '')}/${name}`,
      `${root}/${exhibit.recipe}/${name.toUpperCase()}`,
      `${root}/${exhibit.recipe}/${key}-512.jpg`,
      `${root}/${exhibit.recipe}/${key}-2048.webp`,
      `${root}/${exhibit.recipe}/${key}.jpg`,
      `${root}/${exhibit.recipe}/${key}`,
      `${root}/${exhibit.recipe}/${'f'.repeat(64)}-512.webp`,
      `${root}/${exhibit.recipe}/${'f'.repeat(64)}.png`,
      `${root}/${exhibit.recipe}/${name}/more`,
      `${root}/${exhibit.recipe}//${name}`,
      `${root}/download/${name}`,
    ];
    expect((await web.request(`${root}/${exhibit.recipe}/${name}`)).status).toBe(200);
    for (const path of wrong) expect([path, (await web.request(path)).status]).toEqual([path, 404]);
  });

  it.each([
    '..',
    '%2e%2e',
    '%252e%252e',
    '..%2f..%2f..%2fpackage.json',
    '..%252f..%252fpackage.json',
    '..%5c..%5cpackage.json',
    '....//package.json',
    '%00',
    'download%00.png',
    'download%0d%0aSet-Cookie:x=1',
    '%c0%ae%c0%ae%c0%af',
    '%',
    '%zz',
    'C:%5cWindows',
    'file:%2f%2f%2fetc%2fpasswd',
  ])('are no way to anything else: %s', async (part) => {
    const web = await open();
    const { recipe } = first(web);
    const name = fileName(first(web), '512');
    const attempts = [
      `${web.root}/${recipe}/${part}`,
      `${web.root}/${part}/${name}`,
      `/g/${part}/${recipe}/${name}`,
      `/g/${part}`,
      `${web.root}${part}/${recipe}/${name}`,
      `${web.root}/${recipe}/${name}${part}`,
      `/gallery/x/${part}`,
    ];
    for (const path of attempts) {
      const response = await web.request(path);
      // What a browser or Hono makes of dots can only be a gallery's own page.
      const isPage = new URL(path, 'http://x').pathname.replace(/\/$/, '') === web.root;
      expect([path, isPage ? 404 : response.status]).toEqual([path, 404]);
      expect(response.headers.get('set-cookie')).toBeNull();
    }
    // Nothing but 24 letters and digits was ever looked for.
    for (const by of web.looked) expect(by).toEqual({ address: expect.stringMatching(/^[A-Za-z0-9]{24}$/) });
  });

  it('are made once, however many ask at the same time', async () => {
    const disk = await onDisk();
    const web = await open(disk);
    const all = await Promise.all(Array.from({ length: 30 }, () => web.request(pathOf(web, '512'))));
    expect(all.map(({ status }) => status)).toEqual(Array(30).fill(200));
    expect((await readdir(disk.folder, { recursive: true })).filter((name) => name.endsWith('.webp'))).toHaveLength(1);
  });

  it('that are gone from the disk fail without saying where they were', async () => {
    const web = await open(await onDisk());
    const { image } = first(web).generation ?? expect.fail('not made');
    await web.images.remove(image);
    for (const kind of ['512', 'original'] as const) {
      const response = await web.request(pathOf(web, kind));
      expect(response.status).toBe(500);
      expect(await response.text()).not.toMatch(/ENOENT|IMAGES_URL|[0-9a-f]{64}/);
    }
    expect(web.log.lines).toMatchObject([{ message: 'a page failed' }, { message: 'a page failed' }]);
    expect(JSON.stringify(web.log.lines)).not.toContain(web.gallery.address);
  });

  it('go through a real server: whole, in parts, as a head, and to whoever hangs up', async () => {
    const web = await open(await onDisk());
    const server = await startWeb({ ...web.parts, clock: systemClock, port: 0, mounts: [] });
    ends.push(server.close);
    expect(server.label).toBe(`web at ${server.url}`);
    const at = `${server.url}${pathOf(web, 'original')}`;
    const whole = await fetch(at);
    const bytes = await bytesOf(whole);
    expect(bytes.length).toBe(first(web).generation?.image.bytes);
    const part = await fetch(at, { headers: { range: 'bytes=-7' } });
    expect([part.status, part.headers.get('content-length')]).toEqual([206, '7']);
    expect(await bytesOf(part)).toEqual(bytes.subarray(-7));
    const head = await fetch(at, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(bytes.length)]);
    const hangUp = new AbortController();
    await fetch(at, { signal: hangUp.signal });
    hangUp.abort();
    expect((await bytesOf(await fetch(at))).length).toBe(bytes.length);
    expect(web.log.lines).toEqual([]);
  });

  it.each(['/g/../../../../etc/passwd', '/g/%2e%2e/%2e%2e/etc/passwd', '//etc/passwd', '/\\..\\..\\etc', '*', '/%00'])(
    'are all that a real server gives for %j, which no browser would send',
    async (path) => {
      const web = await open();
      const server = await startWeb({ ...web.parts, clock: systemClock, port: 0, mounts: [] });
      ends.push(server.close);
      const asked = request(server.url, { path });
      const answered = once(asked, 'response');
      asked.end();
      const [response] = z.tuple([z.instanceof(IncomingMessage)]).parse(await answered);
      const text = (await response.toArray()).join('');
      expect([400, 404]).toContain(response.statusCode);
      expect(text).not.toMatch(/root:|^\s+at /m);
    },
  );

  describe('in parts', () => {
    it('come as asked, to whoever has the same file', async () => {
      const web = await open();
      const path = pathOf(web, 'original');
      const whole = await web.request(path);
      const bytes = await bytesOf(whole);
      const etag = whole.headers.get('etag') ?? '';
      const size = bytes.length;
      const ask = (headers: Record<string, string>, method = 'GET') => web.request(path, headers, { method });
      const part = await ask({ range: 'bytes=4-9', 'if-range': etag });
      expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 4-9/${size}`]);
      expect(part.headers.get('content-length')).toBe('6');
      expect(await bytesOf(part)).toEqual(bytes.subarray(4, 10));
      const beyond = await ask({ range: `bytes=${size}-` });
      expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${size}`]);
      expect((await bytesOf(beyond)).length).toBe(0);
      const whys: Record<string, string>[] = [
        { range: 'bytes=4-9', 'if-range': '"another"' },
        { range: 'bytes=4-9', 'if-range': `W/${etag}` },
        { range: 'bytes=4-9', 'if-range': 'Thu, 26 Nov 2026 12:00:00 GMT' },
        { range: 'bytes=0-1,4-5' },
        { range: 'lines=1-2' },
        { range: 'bytes=9-4' },
      ];
      for (const headers of whys) expect([headers, (await ask(headers)).status]).toEqual([headers, 200]);
      expect((await ask({ range: 'bytes=4-9', 'if-none-match': `"x", W/${etag}` })).status).toBe(304);
      expect((await ask({ 'if-none-match': '*' })).status).toBe(304);
      expect((await ask({ 'if-match': '"another"' })).status).toBe(412);
      expect((await ask({ 'if-match': `"another", ${etag}` })).status).toBe(200);
      const head = await ask({ range: 'bytes=4-9' }, 'HEAD');
      expect([head.status, head.headers.get('content-length'), (await bytesOf(head)).length]).toEqual([
        200,
        String(size),
        0,
      ]);
    });

    /** What RFC 9110 says, byte by byte. */
    function model(header: string, size: number): readonly number[] | 'beyond' | 'whole' {
      const [, from, to] = /^bytes=\s*(\d*)-(\d*)\s*$/.exec(header) ?? [];
      if (from === undefined || to === undefined || from + to === '') return 'whole';
      const all = Array.from({ length: size }, (_, at) => at);
      if (from === '') {
        const last = BigInt(to) > BigInt(size) ? all : all.slice(size - Number(to));
        return last.length === 0 ? 'beyond' : last;
      }
      if (to !== '' && BigInt(to) < BigInt(from)) return 'whole';
      const some = all.filter((at) => BigInt(at) >= BigInt(from) && (to === '' || BigInt(at) <= BigInt(to)));
      return some.length === 0 ? 'beyond' : some;
    }

    it('are those that the standard names, whatever is asked', () => {
      const number = fc.oneof(
        fc.constant(''),
        fc.nat(40).map(String),
        fc.nat(40).map((n) => `000${n}`),
        fc.constantFrom('9007199254740993', '18446744073709551616', '99999999999999999999999999'),
      );
      const header = fc.oneof(
        fc.tuple(number, number).map(([from, to]) => `bytes=${from}-${to}`),
        fc.tuple(number, number).map(([from, to]) => `bytes= ${from}-${to} `),
        fc.string(),
        fc.constantFrom(
          'bytes',
          'bytes=',
          'bytes=-',
          'bytes=1',
          'bytes=+1-2',
          'bytes=1.0-2',
          'bytes=0x1-2',
          'bytes=1-2-3',
        ),
      );
      fc.assert(
        fc.property(header, fc.nat(30), (given, size) => {
          const read = readRange(given, size);
          const expected = model(given, size);
          if (read === undefined) expect(expected).toBe('whole');
          else if (read === 'beyond') expect(expected).toBe('beyond');
          else {
            const { first: from, last } = read;
            expect(Array.from({ length: last - from + 1 }, (_, at) => from + at)).toEqual(expected);
          }
        }),
        { numRuns: 500 },
      );
    });
  });

  describe('to keep', () => {
    it('are the originals, under a name that says what they are', async () => {
      const prompt = 'a fox at dawn, 晨雾中的狐狸';
      const web = await open({ pictures: [{ notes: { words: prompt } }] });
      const response = await web.request(downloadOf(web));
      const { recipe, generation } = first(web);
      expect(response.headers.get('content-disposition')).toBe(
        `attachment; filename="easel-${recipe}.png"; filename*=UTF-8''a-fox-at-dawn-${encodeURIComponent('晨雾中的狐狸')}-${recipe}.png`,
      );
      expect(response.headers.get('cache-control')).toBe('private, no-cache');
      expect((await bytesOf(response)).length).toBe(generation?.image.bytes);
    });

    it('have a name with nothing in it that a header, a disk or a reader could mistake', () => {
      const nasty = fc.constantFrom(
        '\r\n',
        '"',
        '\\',
        '/',
        '..',
        '\0',
        '\u202e',
        ';',
        "'",
        '%',
        '\ud800',
        '\u2028',
        '<script>',
        '~',
        '$(x)',
        'é',
        'क्षि',
        '🦊',
      );
      const text = fc
        .array(fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 20 })))
        .map((parts) => parts.join(''));
      fc.assert(
        fc.property(text, (prompt) => {
          const header = downloadAs(prompt, '7K3Q-9XWM-2D4H', 'png');
          const [, name = ''] =
            /^attachment; filename="easel-7K3Q-9XWM-2D4H\.png"; filename\*=UTF-8''([\w%.-]+)$/.exec(header) ?? [];
          expect(decodeURIComponent(name)).toMatch(/^([\p{L}\p{M}\p{N}-]{1,60}-)?7K3Q-9XWM-2D4H\.png$/u);
          // Headers refuse what they cannot hold.
          expect(new Headers({ 'content-disposition': header }).get('content-disposition')).toBe(header);
        }),
        { numRuns: 100 },
      );
    });

    it('come with the name of a hostile prompt through the real route', async () => {
      const words = 'x"\r\nSet-Cookie: a=b\r\n\r\n<script>alert(1)</script>/../../etc/passwd';
      const web = await open({ pictures: [{ notes: { words } }] });
      const { headers, status } = await web.request(downloadOf(web));
      expect([status, headers.get('set-cookie')]).toEqual([200, null]);
      expect(headers.get('content-disposition')).toContain("UTF-8''x-Set-Cookie-a-b-script-alert-1-script-etc-passwd-");
    });
  });
});
