import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exhibitOf } from '../../../fakes/galleries.ts';
import { generationOf, requestForTests } from '../../../fakes/generation.ts';
import { recipeFor } from './many.ts';
import { openGallery } from './open-gallery.ts';
import { plain, readPage } from './read-wall.ts';
import { textIn, wrongInXml } from './read-xml.ts';

/** What ends or begins something in HTML, in attributes, in scripts, in XML, or turns the direction of what follows. */
const nasty = [
  ...['<script>alert(1)</script>', '</script>', '<!--', '-->', ']]>', '<![CDATA[', '"', "'", '&', '&amp;', '&#0;', '`'],
  ...['\u0000', '\u0008', '\u001b', '\u202e', '\u2066', '\ufeff', '\uffff', '\ud800', '\r\n', '\u2028', '<', '>', '='],
  ...[
    '" onerror="alert(1)',
    "' autofocus onfocus='alert(1)",
    'javascript:alert(1)',
    '<img src=x>',
    '</title>',
    '{{',
    '${',
  ],
];

const text = fc
  .array(fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'binary', maxLength: 8 })), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => `x${parts.join('')}`);

describe('what people write, on pages and in feeds of galleries', () => {
  it('stays text, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.record({ prompt: text, credit: text, style: text, name: text }), async (written) => {
        const { prompt, credit, style, name } = written;
        const request = { ...requestForTests, prompt };
        const generation = generationOf(request, { expandedPrompt: `${prompt}!` });
        const recipe = recipeFor(1);
        const exhibit = exhibitOf({ recipe, request, generation, credit, notes: { style }, alt: prompt });
        const gallery = await openGallery([exhibit], { gallery: { name } });
        for (const path of [
          '',
          `?${new URLSearchParams({ q: prompt, style }).toString()}`,
          `/${recipe}`,
          `/${recipe}?with=${recipe}`,
        ]) {
          const page = await gallery.page(path);
          // Nothing but our own two scripts, no handlers, no styles.
          const scripts = page.match(/<script[^>]*>/gi) ?? [];
          expect(
            scripts.every((tag) =>
              /^<script (src="\/gallery\/\w+\/gallery\.js" defer|type="application\/ld\+json")>$/.test(tag),
            ),
          ).toBe(true);
          for (const [tag] of page.matchAll(/<[a-z][^>]*>/gi))
            expect(tag).not.toMatch(/\s(?:on\w+|style)\s*=(?=(?:[^"]*"[^"]*")*[^"]*$)/i);
        }
        const page = await gallery.page(`/${recipe}`);
        expect(readPage(page).headings[0]).toBe(prompt.toWellFormed());
        const data = JSON.parse(/ld\+json">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '');
        expect(data).toMatchObject({ description: prompt.toWellFormed(), creditText: credit.toWellFormed() });
      }),
      { numRuns: 60 },
    );
  });

  it('leaves Atom well-formed and JSON whole, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, async (prompt, name) => {
        const request = { ...requestForTests, prompt };
        const exhibit = exhibitOf({ request, generation: generationOf(request), credit: name });
        const gallery = await openGallery([exhibit], { gallery: { name } });
        const feed = await gallery.page('/feed.atom');
        expect(wrongInXml(feed)).toBeUndefined();
        const legal = (given: string) =>
          given.toWellFormed().replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
        expect(textIn(feed, 'title')).toBe(legal(name));
        const json = JSON.parse(await gallery.page('/feed.json'));
        expect(json.items[0].title).toBe(prompt.toWellFormed());
        expect(plain(json.items[0].content_html)).toBe(prompt.toWellFormed());
      }),
      { numRuns: 60 },
    );
  });
});
