import type { Context } from 'hono';
import type { Galleries, Gallery } from '../../../core/gallery.ts';
import type { Gate } from './parts.ts';
import { isPath, paths } from './paths.ts';
import type { Say } from './say.ts';
import type { Chat, Visitors } from './visitors.ts';

export interface GateParts {
  readonly galleries: Pick<Galleries, 'find' | 'bindings'>;
  readonly visitors: Visitors;
  /** Chats with which people can sign in here. */
  readonly chats: readonly Chat[];
  /** Where they do, to come back to a path. */
  signInAt(chat: Chat, path: string): string;
  readonly say: Say;
}

/** Nothing else ever reaches the store. */
const form = /^[A-Za-z0-9]{24}$/;

/**
 * Lets people into galleries, or not (docs/decisions/0023). A gallery that is off, one whose links were revoked and one that
 * never was get the very same answer. Addresses are 24 letters and digits, at least 120 bits: whoever tries a million
 * a second finds none before the sun is gone, so nothing is counted here. Throws Problem `storage_failed`.
 */
export function createGate({ galleries, visitors, chats, signInAt, say }: GateParts): Gate {
  const nothing = async (context: Context) => ({ response: await context.notFound() });

  /** Whether somebody belongs to one of a gallery's servers or workspaces; else where they could say so. */
  async function enterAsMember(context: Context, gallery: Gallery) {
    const [bindings, communities] = await Promise.all([
      galleries.bindings({ gallery: gallery.id }),
      visitors.communitiesOf(context),
    ]);
    const own = bindings.flatMap(({ community }) => (community === undefined ? [] : [community]));
    if (communities?.some((community) => own.includes(community))) return { gallery };
    const ways = chats.filter((chat) => own.some((community) => community.startsWith(`${chat}:`)));
    if (ways.length === 0) return nothing(context);
    return { response: await askWho(context, gallery, ways, communities !== undefined) };
  }

  async function askWho(context: Context, { address }: Gallery, ways: readonly Chat[], isKnown: boolean) {
    const { path } = context.req;
    const back = isPath(path) ? path : paths.gallery(address);
    // A 401 has to name a scheme (RFC 9110, section 15.5.2); browsers know none for cookies and ask nothing by themselves.
    context.header('WWW-Authenticate', 'Cookie realm="gallery"');
    return say(context, 401, ({ signIn }) => ({
      ...(isKnown ? signIn.elsewhere : signIn.needed),
      links: ways.map((chat) => ({ href: signInAt(chat, back), label: signIn.with[chat] })),
    }));
  }

  return {
    async enter(context, address) {
      const gallery = form.test(address) ? await galleries.find({ address }) : undefined;
      if (!gallery || gallery.visibility === 'off') return nothing(context);
      const entered = gallery.visibility === 'members' ? await enterAsMember(context, gallery) : { gallery };
      if ('gallery' in entered) {
        // What it shows changes, and whom it is shown to as well.
        context.header('Cache-Control', 'private, no-cache');
        if (gallery.visibility !== 'public') context.header('X-Robots-Tag', 'noindex');
      }
      return entered;
    },
  };
}
