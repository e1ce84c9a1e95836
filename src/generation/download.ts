import { Agent } from 'undici';
import type { SteadyClock } from '../core/clock.ts';
import type { Gate } from '../core/gate.ts';
import { Problem } from '../core/problem.ts';
import { addressRefused, createAddressCheck, guardLookup, type Resolve } from './address.ts';
import { errorCode } from './connection.ts';
import { type Deadline, startDeadline, untilAborted } from './deadline.ts';
import { createReader, type Held } from './held.ts';
import { isCutOff, largestPicture } from './picture.ts';
import { BodyTooLarge } from './read-body.ts';

/** The service's links are plain files on a CDN; slower than this is broken (API sheet, section 8). */
const timeout = 30_000;
const mostRedirects = 3;
/** Fetching is free, unlike painting. */
const mostTries = 3;

export interface DownloadParts {
  /** The image API's own address. The operator chose it, so pictures may come from there even when it is local or plain HTTP. */
  readonly url: string;
  /** Bytes of pictures that may be in memory at once, of everything that is read; no limit without it. */
  readonly memory?: Gate | undefined;
  readonly clock: SteadyClock;
  readonly random: () => number;
  readonly resolve?: Resolve | undefined;
}

export interface Download {
  /**
   * The bytes behind a picture's address. Throws Problems `picture_…`, which never tell the address, because it is
   * signed and as good as a key; throws the signal's reason when it is aborted.
   */
  fetch(address: string, signal: AbortSignal): Promise<Held>;
  close(): Promise<void>;
}

/** Fetches pictures by addresses that the service sent, which are not trusted (API sheet, section 3). */
export function createDownload({ url, memory, clock, random, resolve }: DownloadParts): Download {
  const trusted = new URL(url).origin;
  const isPublic = createAddressCheck();
  const read = createReader(memory);
  // The deadline below rules, not undici's own.
  const options = { headersTimeout: 0, bodyTimeout: 0, allowH2: false };
  const agents = {
    trusted: new Agent(options),
    guarded: new Agent({ ...options, connect: { lookup: guardLookup(isPublic, resolve) } }),
  };

  /** Sockets ask no look-up for literal addresses, so those are checked here. */
  function agentFor({ origin, protocol, hostname }: URL): Agent {
    if (origin === trusted) return agents.trusted;
    const literal = /^[\d.]+$|^\[/.test(hostname) ? hostname.replace(/^\[|\]$/g, '') : undefined;
    if (protocol !== 'https:') throw refused('not https');
    if (literal !== undefined && !isPublic(literal)) throw refused('not a public address');
    return agents.guarded;
  }

  async function follow(address: URL, deadline: Deadline, signal: AbortSignal, redirects = 0): Promise<Held> {
    const agent = agentFor(address);
    const target = { origin: address.origin, path: pathOf(address), method: 'GET', signal: deadline.signal } as const;
    const { statusCode, headers, body } = await untilAborted(agent.request(target), deadline.signal);
    if (statusCode === 200) {
      const picture = await read({ headers, body }, largestPicture, deadline, signal);
      if (!isCutOff(picture.bytes)) return picture;
      picture.done();
      throw new Problem('picture_download_failed', {}, { hint: 'the picture is cut off' });
    }
    // The head says it all, and what follows may be endless. undici reports the hanging up as an error of the body.
    body.on('error', () => undefined).destroy();
    const { location } = headers;
    if (statusCode < 300 || statusCode >= 400 || typeof location !== 'string') throw badStatus(statusCode);
    if (redirects === mostRedirects) throw new Problem('picture_download_failed', {}, { hint: 'too many redirects' });
    return await follow(parseAddress(location, address), deadline, signal, redirects + 1);
  }

  async function attempt(address: URL, signal: AbortSignal): Promise<Held> {
    const deadline = startDeadline(clock, timeout, signal);
    try {
      return await follow(address, deadline, signal);
    } catch (error) {
      signal.throwIfAborted();
      throw deadline.expired
        ? new Problem('picture_download_failed', {}, { hint: 'too slow' })
        : downloadProblem(error);
    } finally {
      deadline.end();
    }
  }

  return {
    async fetch(address, signal) {
      const parsed = parseAddress(address);
      for (let tries = 1; ; tries++) {
        try {
          return await attempt(parsed, signal);
        } catch (error) {
          const again = error instanceof Problem && error.code === 'picture_download_failed' && tries < mostTries;
          if (!again) throw error;
        }
        await clock.sleep(random() * 1000 * tries, signal);
      }
    },
    async close() {
      await Promise.all([agents.trusted.destroy(), agents.guarded.destroy()]);
    },
  };
}

function pathOf({ pathname, search }: URL): string {
  return `${pathname}${search}`;
}

function parseAddress(address: string, base?: URL): URL {
  const parsed = URL.parse(address, base?.href);
  if (!parsed) throw refused('not an address');
  return parsed;
}

function refused(hint: string): Problem {
  return new Problem('picture_address_refused', {}, { hint: `picture address: ${hint}` });
}

/** Signed links answer so once their time is over (API sheet, section 3). */
function badStatus(status: number): Problem {
  const code = [403, 404, 410].includes(status) ? 'picture_expired' : 'picture_download_failed';
  return new Problem(code, {}, { hint: `HTTP ${status} for the picture` });
}

/** Without its cause, which may tell the address. */
function downloadProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof BodyTooLarge) return new Problem('picture_too_large', {}, { hint: error.message });
  const code = errorCode(error);
  if (code === addressRefused) return refused('its host is not on the public internet');
  return new Problem('picture_download_failed', {}, { hint: `connection: ${code}` });
}
