import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import { readPosted, unreachable } from '../../core/posted-file.ts';
import { Problem } from '../../core/problem.ts';
import { late, within } from '../../core/within.ts';

interface Component {
  readonly components?: readonly Component[] | undefined;
  readonly items?:
    | readonly { readonly media: { readonly url: string; readonly content_type?: string | null | undefined } }[]
    | undefined;
}

const component: z.ZodType<Component> = z.object({
  get components() {
    return z.array(component).optional();
  },
  items: z
    .array(z.object({ media: z.object({ url: z.string(), content_type: z.string().nullish() }) }))
    .optional()
    .catch(undefined),
});

/** What a message shows beside its words (Discord: message, attachments and components). */
export const posted = z.object({
  attachments: z.array(z.object({ url: z.string(), content_type: z.string().nullish() })).default([]),
  components: z.array(component).default([]),
});

/** More nobody means at once; a message has at most ten files. */
const mostFiles = 10;

/** The addresses of a message's pictures. They are signed. */
export function picturesIn({ attachments, components }: z.infer<typeof posted>): readonly string[] {
  const isPicture = (type: string | null | undefined) => type?.startsWith('image/') ?? false;
  const attached = attachments.filter(({ content_type: type }) => isPicture(type)).map(({ url }) => url);
  const shown = components.flatMap(mediaIn).filter(({ content_type: type }) => type == null || isPicture(type));
  return [...new Set([...attached, ...shown.map(({ url }) => url)])].slice(0, mostFiles);
}

function mediaIn({
  items = [],
  components = [],
}: Component): { url: string; content_type?: string | null | undefined }[] {
  return [...items.map(({ media }) => media), ...components.flatMap(mediaIn)];
}

/** Discord's own servers for files (Discord: API reference, image formatting). */
const hosts = ['https://cdn.discordapp.com', 'https://media.discordapp.net'];

/** Milliseconds for the whole file. */
const patience = 10_000;

/**
 * Gets the bytes of a file that somebody has posted, from Discord's own servers alone; from `apiUrl`'s, too, when that is
 * on this machine. Throws Problem `file_unreachable`.
 */
export function createFetch(apiUrl: string, clock: Clock): (file: string) => Promise<Uint8Array> {
  const allowed = [...hosts, ...loopback(apiUrl)];
  return async (file) => {
    const address = URL.canParse(file) ? new URL(file) : undefined;
    if (!address || !allowed.includes(address.origin)) throw unreachable('it is on a server of nobody known');
    const over = new AbortController();
    const bytes = await within(patience, read(address, over.signal), clock).finally(() => over.abort());
    if (bytes === late) throw unreachable('it took too long');
    return bytes;
  };
}

function loopback(apiUrl: string): string[] {
  const { hostname, origin } = new URL(apiUrl);
  return ['127.0.0.1', '[::1]', 'localhost'].includes(hostname) ? [origin] : [];
}

async function read(address: URL, signal: AbortSignal): Promise<Uint8Array> {
  try {
    const response = await fetch(address, { signal, redirect: 'error' });
    if (!response.ok) throw unreachable(`the server answered ${response.status}`);
    return await readPosted(response);
  } catch (error) {
    // What fetch says holds the address.
    throw error instanceof Problem ? error : unreachable('the server did not answer');
  }
}
