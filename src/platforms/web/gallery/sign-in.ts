import { randomBytes } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { Clock } from '../../../core/clock.ts';
import type { Galleries } from '../../../core/gallery.ts';
import type { Log } from '../../../core/log.ts';
import { asProblem } from '../../../core/problem.ts';
import type { Attempt, Identity } from './identity.ts';
import { isPath } from './paths.ts';
import type { Say } from './say.ts';
import type { SealedCookies } from './sealed-cookies.ts';
import { type Chat, chats, type Visitors } from './visitors.ts';

export interface SignInParts {
  readonly identities: readonly Identity[];
  readonly visitors: Visitors;
  readonly cookies: SealedCookies;
  readonly galleries: Pick<Galleries, 'bindings'>;
  readonly clock: Clock;
  readonly log: Log;
  /** How browsers reach us: where chats send people back to. */
  readonly publicUrl: string;
  readonly say: Say;
}

/** Seconds that a person has to sign in at their chat; codes work for as long. */
const patience = 600;

const cookie = 'easel_signing_in';

/** What the browser keeps while its person is at the chat. */
const begun = z.object({
  chat: z.enum(chats),
  state: z.string(),
  secret: z.string(),
  back: z.string().refine(isPath),
  /** Milliseconds since 1970. */
  until: z.number(),
});

/** What a chat adds to the address that it sends people back to. */
const answer = z.object({ state: z.string().optional(), code: z.string().optional(), error: z.string().optional() });

type Begun = z.output<typeof begun>;

/** Where signing in begins, to come back to a path of ours. */
export function signInAt(publicUrl: string, chat: Chat, path: string): string {
  return `${publicUrl}/sign-in/${chat}?${new URLSearchParams({ to: path }).toString()}`;
}

/**
 * Adds how people say where they belong, and how they take that back. Nothing is kept but what their browser keeps; codes
 * and tokens are in no log.
 */
export function addSignInRoutes(app: Hono, parts: SignInParts): void {
  const { visitors, say } = parts;
  app.get('/sign-in/:chat', (context) => begin(context, parts));
  app.get('/sign-in/:chat/back', (context) => comeBack(context, parts));
  app.post('/sign-out', async (context) => {
    visitors.signOut(context);
    // Pictures that only members see are not left to whoever uses this browser next.
    context.header('Clear-Site-Data', '"cache"');
    return say(context, 200, ({ signIn }) => signIn.out);
  });
}

function identityOf(context: Context, { identities }: SignInParts): Identity | undefined {
  const chat = context.req.param('chat');
  return identities.find((identity) => identity.chat === chat);
}

function attemptOf({ chat, state, secret }: Pick<Begun, 'chat' | 'state' | 'secret'>, { publicUrl }: SignInParts) {
  return { state, secret, redirect: `${publicUrl}/sign-in/${chat}/back` } satisfies Attempt;
}

async function begin(context: Context, parts: SignInParts): Promise<Response> {
  const identity = identityOf(context, parts);
  const back = context.req.query('to') ?? '';
  // Nobody is sent anywhere else afterwards.
  if (!identity || !isPath(back)) return context.notFound();
  const { chat } = identity;
  const random = () => randomBytes(32).toString('base64url');
  const attempt: Begun = { chat, state: random(), secret: random(), back, until: parts.clock.now() + patience * 1000 };
  const value = Buffer.from(JSON.stringify(attempt)).toString('base64url');
  await parts.cookies.write(context, cookie, value, patience);
  context.header('Cache-Control', 'no-store');
  return context.redirect(identity.ask(attemptOf(attempt, parts)).href, 303);
}

async function comeBack(context: Context, parts: SignInParts): Promise<Response> {
  const { clock, cookies, say } = parts;
  const identity = identityOf(context, parts);
  if (!identity) return context.notFound();
  const attempt = readBegun(await cookies.read(context, cookie));
  cookies.remove(context, cookie);
  const { state, code, error } = answer.parse(context.req.query());
  // Begun in another browser, by somebody else, too long ago, or ended already.
  if (attempt?.chat !== identity.chat || attempt.state !== state || attempt.until <= clock.now()) {
    return say(context, 400, ({ signIn }) => signIn.stale);
  }
  const again = signInAt(parts.publicUrl, identity.chat, attempt.back);
  if (error !== undefined || !code) {
    return say(context, 403, ({ signIn }) => ({
      ...signIn.refused,
      links: [{ href: again, label: signIn.with[identity.chat] }],
    }));
  }
  try {
    await admit(context, code, attempt, identity, parts);
  } catch (thrown) {
    const { code: problem, hint } = asProblem(thrown);
    parts.log.warn({ problem, hint }, 'somebody could not sign in');
    return say(context, 502, ({ signIn }) => ({
      ...signIn.failed,
      links: [{ href: again, label: signIn.with[identity.chat] }],
    }));
  }
  context.header('Cache-Control', 'no-store');
  return context.redirect(attempt.back, 303);
}

/** Remembers only those servers and workspaces that have a gallery. Others are nobody's business. */
async function admit(context: Context, code: string, attempt: Begun, identity: Identity, parts: SignInParts) {
  const { chat } = identity;
  const ids = await identity.read(code, attemptOf(attempt, parts));
  const found = await Promise.all(
    ids.map(async (id) => ((await parts.galleries.bindings({ community: `${chat}:${id}` })).length > 0 ? [id] : [])),
  );
  await parts.visitors.admit(context, chat, found.flat());
}

function readBegun(value: string | undefined): Begun | undefined {
  try {
    return begun.safeParse(JSON.parse(Buffer.from(value ?? '', 'base64url').toString())).data;
  } catch {
    return undefined;
  }
}
