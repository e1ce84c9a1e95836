import { randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import type { Bot } from '../../core/bot.ts';
import type { Clock } from '../../core/clock.ts';
import type { Images } from '../../core/image.ts';
import type { Asking } from './asking.ts';
import type { Asset } from './assets.ts';
import type { Calls } from './calls.ts';
import { readQuestion, submission } from './input.ts';
import { languageOf } from './language.ts';
import { plainPage, studioPage } from './page.ts';
import { pictureRoute, servePicture } from './pictures.ts';
import { isJson } from './protect.ts';
import { renderCall, renderReply } from './render.ts';
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

const languageFor = (context: Context) => languageOf(context.req.header('accept-language'));

/** What is read: the studio, help, and the live stream of one browser's calls. */
export function addPageRoutes(app: Hono, { bot, clock, calls, asking, streams }: Parts): void {
  app.get('/', (context) => {
    const { words } = languageFor(context);
    const page = {
      command: bot.commands[0],
      calls: calls.of(sessionOf(context)),
      id: randomUUID(),
      text: context.req.query('text') ?? '',
      now: clock.now(),
    };
    context.header('Cache-Control', 'no-store');
    return context.html(studioPage(page, words));
  });
  app.get('/help', async (context) => {
    const { words, locale } = languageFor(context);
    const question = { command: 'help', input: { kind: 'text', text: '' }, asked: '/help' } as const;
    const reply = await asking.look(question, { session: sessionOf(context), locale });
    const shown = reply && html`<article class="call done wide">${renderReply(reply, clock.now(), words)}</article>`;
    return context.html(plainPage(words.help, shown ?? '', words));
  });
  app.get('/events', (context) => {
    const { words } = languageFor(context);
    return streams.open(context, sessionOf(context), (call) => renderCall(call, clock.now(), words));
  });
}

/** What changes something. The script gets the call's card back, a plain form is sent to the studio. */
export function addCallRoutes(app: Hono, { bot, clock, calls, asking }: Parts): void {
  app.post('/calls', async (context) => {
    const { words, locale } = languageFor(context);
    const body = await (isJson(context) ? context.req.json() : context.req.parseBody()).catch(() => undefined);
    const given = submission.safeParse(body);
    if (!given.success) return saying(context, 'unreadable', 400);
    const question = readQuestion(given.data, bot.commands);
    const call = await asking.ask(given.data.id, question, { session: sessionOf(context), locale });
    if (!isJson(context)) return context.redirect('/', 303);
    context.header('Next-Call', randomUUID());
    return context.html(renderCall(call, clock.now(), words), 201);
  });
  app.post('/calls/:id/cancel', (context) => {
    const id = context.req.param('id');
    if (calls.find(id)?.session !== sessionOf(context)) return saying(context, 'missing', 404);
    asking.cancel(id);
    return isJson(context) ? context.body(null, 204) : context.redirect('/', 303);
  });
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
