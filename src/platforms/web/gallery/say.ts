import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { languageOf } from '../language.ts';
import type { WebWords } from '../words/en.ts';
import { noticePage } from './layout.ts';

/** One thing to say, and ways on from there. */
export interface Notice {
  readonly title: string;
  readonly text: string;
  readonly links?: readonly { readonly href: string; readonly label: string }[];
}

/** Answers with a page that only says something. It is for one person and one moment. */
export type Say = (
  context: Context,
  status: ContentfulStatusCode,
  notice: (words: WebWords) => Notice,
) => Response | Promise<Response>;

/** `assets`: the folder of the pages' own files. */
export function createSay(assets: string): Say {
  return (context, status, notice) => {
    const { words } = languageOf(context.req.header('accept-language'));
    context.header('Cache-Control', 'no-store');
    context.header('X-Robots-Tag', 'noindex');
    return context.html(
      noticePage(words, (name) => `${assets}/${name}`, notice(words)),
      status,
    );
  };
}
