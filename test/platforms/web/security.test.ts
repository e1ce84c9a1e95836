import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryImages, pngBytes } from '../../fakes/images.ts';
import { type OpenStudio, openStudio } from './studio.ts';

describe('studio security', () => {
  const images = memoryImages();
  let studio: OpenStudio;

  beforeEach(async () => {
    studio = await openStudio({ images });
  });
  afterEach(() => studio.close());

  async function picture(): Promise<string> {
    await studio.ask('a fox');
    (await studio.painter.next()).finish();
    await expect.poll(async () => (await studio.cards())[0]?.state).toBe('done');
    return (await studio.cards())[0]?.pictures[0]?.path ?? '';
  }

  it.each(['/', '/help', '/studio.js', '/nowhere'])('sends strict headers with %s', async (path) => {
    const { headers } = await studio.request(path);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|data:/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('has nothing inline that the policy would refuse', async () => {
    await picture();
    const page = await (await studio.request('/')).text();
    expect(page).not.toMatch(/\sstyle=|\son\w+=|<style|<script(?! type="module" src=)/);
  });

  it.each([
    ['127.0.0.1:3000', 200],
    ['localhost:8080', 200],
    ['[::1]:3000', 200],
    ['evil.example:3000', 421],
    ['127.0.0.1.evil.example', 421],
    ['127.0.0.2:3000', 200],
    ['192.168.1.20:3000', 200],
    ['localhost@evil.example', 421],
    ['easel.lan:3000', 421],
    ['', 421],
  ])('answers Host %j with %i', async (host, status) => {
    expect((await studio.request('/', { headers: { host } })).status).toBe(status);
  });

  it('says how it can be given another name', async () => {
    const refused = await studio.request('/', { headers: { host: 'easel.lan:3000' } });
    expect(await refused.text()).toContain('set PUBLIC_URL to what stands in the address bar');
  });

  it.each([
    ['easel.lan:3000', 200],
    ['EASEL.example', 200],
    ['easel.example:8443', 200],
    ['other.example', 421],
  ])('answers Host %j with %i where its operator named it', async (host, status) => {
    const named = await openStudio({ host: 'easel.lan', publicUrl: 'https://easel.example/studio' });
    expect((await named.request('/', { headers: { host } })).status).toBe(status);
    await named.close();
  });

  it.each([
    ['127.0.0.2:3000', true],
    ['localhost:3000', true],
    ['[::1]:3000', true],
    ['easel.example', true],
    ['192.168.1.20:3000', false],
    ['easel.lan:3000', false],
  ])('sends Host %j what browsers take only from trusted addresses: %j', async (host, trusted) => {
    const named = await openStudio({ host: 'easel.lan', publicUrl: 'https://easel.example' });
    const { headers } = await named.request('/', { headers: { host } });
    expect(headers.has('cross-origin-opener-policy')).toBe(trusted);
    expect(headers.has('origin-agent-cluster')).toBe(trusted);
    expect(headers.get('x-frame-options')).toBe('DENY');
    await named.close();
  });

  it.each([
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:3000' }, 403],
    [{ 'sec-fetch-site': 'none' }, 403],
    [{ origin: 'http://evil.example' }, 403],
    [{ origin: 'http://127.0.0.1:4000' }, 403],
    [{ origin: 'null' }, 403],
    [{}, 403],
    [{ origin: 'http://127.0.0.1:3000' }, 201],
    [{ 'sec-fetch-site': 'same-origin', origin: 'null' }, 201],
  ])('takes a POST with %j as %i', async (headers, status) => {
    const body = JSON.stringify({ id: randomUUID(), text: 'a fox' });
    const all = { 'content-type': 'application/json', ...headers };
    const response = await studio.request('/calls', { method: 'POST', body, headers: all });
    expect(response.status).toBe(status);
    expect(await studio.cards()).toHaveLength(status === 201 ? 1 : 0);
  });

  it.each([
    ['text/plain', '{}', 415],
    ['application/json', '{"id":', 400],
    ['application/json', '{"id":"1","text":"a fox"}', 400],
    ['application/json', '[]', 400],
    ['application/json', `{"id":"${randomUUID()}","text":{}}`, 400],
    ['application/json', `{"id":"${randomUUID()}","text":"${'x'.repeat(5000)}"}`, 400],
    ['application/json', `{"id":"${randomUUID()}","text":"${'x'.repeat(70_000)}"}`, 413],
  ])('refuses a %s body %#', async (type, body, status) => {
    const headers = { 'content-type': type, 'sec-fetch-site': 'same-origin', 'content-length': String(body.length) };
    const response = await studio.request('/calls', { method: 'POST', body, headers });
    expect(response.status).toBe(status);
    expect(await studio.cards()).toEqual([]);
  });

  it('serves a shown picture forever, by its hash', async () => {
    const path = await picture();
    const response = await studio.request(path);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    const etag = response.headers.get('etag') ?? '';
    expect(path).toContain(etag.replaceAll('"', ''));
    expect(response.headers.get('content-length')).toBe(String((await response.bytes()).byteLength));
    expect((await studio.request(path, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  it('serves no picture that it has not shown, and no other file', async () => {
    const { key } = await images.put(pngBytes(1000, 9), 'image/png', { width: 8, height: 8 });
    const shown = await picture();
    const paths = [
      `/images/${key}.png`,
      shown.replace('.png', '.jpg'),
      shown.toUpperCase(),
      '/images/../package.json',
      '/images/%2e%2e%2f%2e%2e%2fpackage.json',
      `/images/${'a'.repeat(63)}/.png`,
      '/images/',
    ];
    for (const path of paths) expect([path, (await studio.request(path)).status]).toEqual([path, 404]);
  });

  it('answers an unknown page with a page, and a failing one without saying why', async () => {
    const missing = await studio.request('/nowhere');
    expect(missing.status).toBe(404);
    expect(await missing.text()).toContain('Nothing hangs here');
    const path = await picture();
    Object.assign(images, { open: () => Promise.reject(new Error('/secret/folder is gone')) });
    const broken = await studio.request(path);
    expect(broken.status).toBe(500);
    expect(await broken.text()).not.toContain('secret');
    expect(studio.log.lines.at(-1)).toMatchObject({ level: 'error', message: 'a page failed' });
  });
});
