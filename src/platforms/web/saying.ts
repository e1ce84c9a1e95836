import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { languageOf } from './language.ts';
import { plainPage } from './page.ts';
import { isJson } from './protect.ts';
import type { WebWords } from './words/en.ts';

/** Answers with one thing to say: a page, or plain text for our script, which shows it under the prompt box. */
export function saying(context: Context, what: keyof WebWords['pages'], status: ContentfulStatusCode) {
  const { words } = languageOf(context.req.header('accept-language'));
  const { title, text } = words.pages[what];
  if (isJson(context)) return context.text(text, status);
  return context.html(plainPage(title, html`<p>${text}</p>`, words), status);
}
