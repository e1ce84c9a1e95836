import { createHmac, randomBytes } from 'node:crypto';

/** Links of the service live exactly this many seconds (measured, API sheet, section 3). */
const lifetime = 86_400;

/** Painted again when needed, so only pictures that nobody has fetched yet stay in memory; old links end early. */
const linksKept = 1000;

export interface Link {
  readonly download: 'works' | 'expired' | 'cut' | 'silent';
  /** The picture's bytes. */
  open(signal: AbortSignal): Promise<Uint8Array>;
}

export interface Links {
  /** A path with query in the form of the service: no file extension, `x-expires` in seconds since 1970. */
  add(link: Link): string;
  /** The link, or undefined when the address is unknown, altered or out of date. */
  find(address: URL): Link | undefined;
}

/** Makes and checks signed addresses of pictures on the sandbox itself. `now` in milliseconds since 1970. */
export function createLinks(now: () => number): Links {
  const secret = randomBytes(32);
  const links = new Map<string, Link>();
  const sign = (path: string, expires: string) =>
    createHmac('sha256', secret).update(`${path}\n${expires}`).digest('base64');

  return {
    add(link) {
      const path = `/tos-cn-i-sandbox/${randomBytes(16).toString('hex')}~tplv-sandbox-image.image`;
      const expires = String(Math.floor(now() / 1000) + (link.download === 'expired' ? -1 : lifetime));
      links.set(path, link);
      const [oldest] = links.keys();
      if (links.size > linksKept && oldest) links.delete(oldest);
      return `${path}?${new URLSearchParams({ rk3s: 'sandbox', 'x-expires': expires, 'x-signature': sign(path, expires) })}`;
    },
    find(address) {
      const expires = address.searchParams.get('x-expires') ?? '';
      const isSigned = address.searchParams.get('x-signature') === sign(address.pathname, expires);
      return isSigned && Number(expires) * 1000 > now() ? links.get(address.pathname) : undefined;
    },
  };
}
