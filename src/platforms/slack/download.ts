import { readPosted, unreachable } from '../../core/posted-file.ts';
import { Problem } from '../../core/problem.ts';

/** The only host that gets our token for a file (docs.slack.dev, file object: `url_private`). */
const filesHost = 'files.slack.com';

const timeout = 10_000;

export interface DownloadParts {
  readonly botToken: string;
  /** Where Slack's API is: a file on the same loopback host is Slack's, too. */
  readonly apiUrl: string;
}

/** The bytes of a file in the workspace. Throws Problem `file_unreachable`, whose hint never has the address. */
export async function download(address: string, parts: DownloadParts): Promise<Uint8Array> {
  const url = URL.parse(address);
  if (!url || !isSlacks(url, parts.apiUrl)) throw unreachable('its address is not one of Slack’s');
  try {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${parts.botToken}` },
      redirect: 'error',
      signal: AbortSignal.timeout(timeout),
    });
    if (!response.ok || isPage(response)) {
      await response.body?.cancel();
      // Without the scope Slack answers well, with a page to log in.
      throw unreachable(response.ok ? 'Slack sent a page; files:read is needed' : `Slack answered ${response.status}`);
    }
    return await readPosted(response);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw unreachable(`Slack did not send it: ${error instanceof Error ? error.name : 'an error'}`);
  }
}

function isSlacks(url: URL, apiUrl: string): boolean {
  if (url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'https:' && url.host === filesHost) return true;
  const api = new URL(apiUrl);
  return api.hostname === '127.0.0.1' && api.protocol === 'http:' && url.origin === api.origin;
}

function isPage({ headers }: Response): boolean {
  return headers.get('content-type')?.startsWith('text/html') ?? false;
}
