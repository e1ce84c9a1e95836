import { randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import type { Bot } from '../../core/bot.ts';
import type { Clock } from '../../core/clock.ts';
import type { Images } from '../../core/image.ts';
import type { Asker, Asking } from './asking.ts';
import type { Asset } from './assets.ts';
import { type Calls, spotOf } from './calls.ts';
import { readQuestion, submission, typing } from './input.ts';
import { languageOf } from './language.ts';
import { plainPage, studioPage } from './page.ts';
import { pictureRoute, servePicture } from './pictures.ts';
import { isJson } from './protect.ts';
import { renderCall, renderReply, type View } from './render.ts';
import { saying } from './saying.ts';
import { sessionOf } from './session.ts';
import type { Streams } from './stream.ts';

interface Parts {
  readonly bot: Bot;
  readonly images: Images;
  readonly clock: Clock;
  readonly calls: Calls;
  readonly asking: Asking;
  readonly streams: Streams;
  readonly assets: ReadonlyMap<string, Asset>;
}

/** Asked once a request: a browser without a session gets another one each time. */
function askerOf(context: Context): Asker {
  return { session: sessionOf(context), locale: languageOf(context.req.header('accept-language')).locale };
}

function viewFor({ locale, session }: Asker, { bot, clock, calls }: Parts): View {
  return {
    words: languageOf(locale).words,
    commands: bot.commands,
    now: clock.now(),
    has: (spot) => calls.of(session).some((call) => call.spot === spot),
  };
}

/** What is read: the studio, help, and the live stream of one browser's calls. */
export function addPageRoutes(app: Hono, parts: Parts): void {
  const { bot, calls, asking, streams } = parts;
  app.get('/', (context) => {
    const asker = askerOf(context);
    const page = {
      command: bot.commands[0],
      calls: calls.of(asker.session),
      id: randomUUID(),
      text: context.req.query('text') ?? '',
    };
    context.header('Cache-Control', 'no-store');
    return context.html(studioPage(page, viewFor(asker, parts)));
  });
  app.get('/help', async (context) => {
    const asker = askerOf(context);
    const view = viewFor(asker, parts);
    const question = { command: 'help', input: { kind: 'text', text: '' }, asked: '/help' } as const;
    const reply = await asking.look(question, asker);
    const shown = reply && html`<article class="call done wide">${renderReply(reply, view)}</article>`;
    return context.html(plainPage(view.words.help, shown ?? '', view.words));
  });
  app.get('/events', (context) => {
    const asker = askerOf(context);
    return streams.open(context, asker.session, (call) => renderCall(call, viewFor(asker, parts)));
  });
}

/** What changes something. The script gets the call's card back, a plain form is sent to where that is. */
export function addCallRoutes(app: Hono, parts: Parts): void {
  const { bot, calls, asking } = parts;
  app.post('/calls', async (context) => {
    const given = submission.safeParse(await bodyOf(context));
    if (!given.success) return saying(context, 'unreadable', 400);
    const { id, form } = given.data;
    const asker = askerOf(context);
    const question = readQuestion(given.data, bot.commands);
    const call = await asking.ask(id, question, asker);
    // What was filled in is kept for another try unless it was taken.
    if (form && call?.reply?.state !== 'failed' && calls.find(form)?.session === asker.session) calls.remove(form);
    const spot = question.about === undefined ? undefined : (call?.spot ?? spotOf(question.about));
    if (!isJson(context)) return context.redirect(spot === undefined ? '/' : `/#call-${spot}`, 303);
    context.header('Next-Call', randomUUID());
    return call ? context.html(renderCall(call, viewFor(asker, parts)), 201) : context.body(null, 204);
  });
  app.post('/calls/:id/cancel', (context) => {
    const call = calls.find(context.req.param('id'));
    if (call?.session !== sessionOf(context)) return saying(context, 'missing', 404);
    if (call.reply?.form) calls.remove(call.id);
    else asking.cancel(call.id);
    return isJson(context) ? context.body(null, 204) : context.redirect('/', 303);
  });
  app.post('/suggestions', async (context) => {
    const given = typing.safeParse(await bodyOf(context));
    if (!given.success) return saying(context, 'unreadable', 400);
    return context.json(await asking.suggest(given.data, askerOf(context)));
  });
}

async function bodyOf(context: Context): Promise<unknown> {
  return (isJson(context) ? context.req.json() : context.req.parseBody()).catch(() => undefined);
}

/** Pictures and the page's own files. */
export function addFileRoutes(app: Hono, { calls, images, assets }: Parts): void {
  app.get(pictureRoute, async (context) => {
    const answer = await servePicture(context, context.req.param('file'), { calls, images });
    return answer ?? saying(context, 'missing', 404);
  });
  for (const [path, { body, type, etag }] of assets) {
    app.get(path, (context) => {
      const headers = { ETag: etag, 'Cache-Control': 'no-cache', 'Content-Type': type };
      const known = context.req.header('if-none-match') === etag;
      return known ? context.body(null, 304, headers) : context.body(body, 200, headers);
    });
  }
}
