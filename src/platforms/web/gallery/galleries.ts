import { randomBytes } from 'node:crypto';
import type { Hono } from 'hono';
import type { Galleries } from '../../../core/gallery.ts';
import { readGalleryAssets } from './assets.ts';
import { discordIdentity } from './discord-identity.ts';
import { addPictureRoutes } from './files.ts';
import { createGate } from './gate.ts';
import type { Identity, Registration } from './identity.ts';
import { openToOwn, withOwn } from './own.ts';
import type { GalleryParts } from './parts.ts';
import { addGalleryRoutes } from './routes.ts';
import { createSay, type Say } from './say.ts';
import { createSealedCookies } from './sealed-cookies.ts';
import { addSignInRoutes, signInAt } from './sign-in.ts';
import { slackIdentity } from './slack-identity.ts';
import { type Chat, createVisitors } from './visitors.ts';

/** What an operator registered at each chat, for people who sign in. */
export type Registrations = Readonly<Partial<Record<Chat, Registration>>>;

export interface WebGalleries extends GalleryParts {
  readonly galleries: GalleryParts['galleries'] & Pick<Galleries, 'bindings'>;
  /** Used only with a public address: chats send people back to it. */
  readonly registrations: Registrations;
}

/**
 * What crawlers may fetch. Galleries are not mentioned one by one, as this page tells everybody; nor are they forbidden:
 * a crawler that may not look would never read that it must not list them (`X-Robots-Tag`).
 */
const robots = 'User-agent: *\nDisallow: /sign-in/\n';

/**
 * Adds the web galleries: pages, picture files, and how people sign in. `hasOwn`: also a page of what one's own browser has
 * made, beside a studio. Returns what says one thing on a page.
 */
export async function addWebGalleries(app: Hono, parts: WebGalleries, hasOwn = false): Promise<Say> {
  const { galleries, clock, log, registrations, publicUrl } = parts;
  const assets = await readGalleryAssets();
  const say = createSay(assets.folder);
  const cookies = createSealedCookies({
    secret: secretOf(registrations),
    isSecure: publicUrl?.startsWith('https:') ?? false,
  });
  const visitors = createVisitors({ cookies, clock });
  const identities = publicUrl === undefined ? [] : identitiesOf(registrations, parts);
  const gate = createGate({
    ...{ galleries, visitors, say },
    chats: identities.map(({ chat }) => chat),
    signInAt: (chat, path) => signInAt(publicUrl ?? '', chat, path),
  });
  app.get('/robots.txt', (context) => context.text(robots));
  if (publicUrl !== undefined) {
    addSignInRoutes(app, { identities, visitors, cookies, galleries, clock, log, publicUrl, say });
  }
  const entrance = hasOwn ? openToOwn(gate) : gate;
  const shown = hasOwn ? { ...parts, galleries: withOwn(galleries, parts.album) } : parts;
  addPictureRoutes(app, shown, entrance);
  addGalleryRoutes(app, shown, { gate: entrance, assets, say });
  return say;
}

function identitiesOf({ discord, slack }: Registrations, { clock }: WebGalleries): readonly Identity[] {
  return [...(discord ? [discordIdentity(discord, clock)] : []), ...(slack ? [slackIdentity(slack, clock)] : [])];
}

/**
 * What the operator's chats already keep for them is known to all processes, is in no database, and whoever exchanges it
 * signs everybody out. Without any, nobody can sign in: then it is one that nobody ever knows.
 */
function secretOf(registrations: Registrations): string {
  const secrets = Object.values(registrations).map(({ secret }) => secret);
  return secrets.length > 0 ? secrets.join('\n') : randomBytes(32).toString('base64url');
}
