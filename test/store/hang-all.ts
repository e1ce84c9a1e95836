import { DatabaseSync } from 'node:sqlite';
import type { Exhibit } from '../../src/core/gallery.ts';
import { galleryToken, tokensOf, webToken } from '../../src/store/galleries/search.ts';
import { notedAs } from '../../src/store/noted.ts';

/**
 * Hangs pictures in a gallery and on its page, straight into the tables of a closed SQLite database and as the curator
 * would have written it: ten thousand of them in a second.
 */
export function hangAll(path: string, gallery: string, exhibits: Iterable<Exhibit>): void {
  const file = new DatabaseSync(path);
  // Nothing is left for the curator, who would look at each picture again.
  file.exec('pragma synchronous = off; delete from reviews; delete from touched; begin');
  const picture = file.prepare(
    `insert into pictures (id, invocation, n, person, channel, community, request, generation, model, pixels, state, round,
       seat, step, ordered_at, settled_at, attempt, lost, stop_asked, price, cost, counted, recipe, notes, parent, around,
       private, image, stars, thumbhash)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'done', 1, 1, 1000, ?, ?, 1, 0, 0, 1, 1, '[]', ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const person = file.prepare('insert or ignore into people (person, next_round, seat, name) values (?, 1, 1, ?)');
  const entry = file.prepare(
    'insert into entries (gallery, picture, web, stars, entered_at, since, plain) values (?, ?, 1, ?, ?, ?, 0)',
  );
  const document = file.prepare('insert into search (rowid, tokens) values (?, ?)');
  const scopes = [galleryToken(gallery), webToken(gallery)];
  let at = 0;
  for (const exhibit of exhibits) {
    const { request, generation, notes, stars, credit, invocation, n, recipe, thumbhash = null } = exhibit;
    const { notes: noted, parent, around, private: isPrivate } = notedAs(notes);
    const madeAt = exhibit.endedAt ?? exhibit.orderedAt;
    picture.run(
      ...[at + 1, invocation, n, exhibit.person, exhibit.channel, exhibit.community ?? null],
      ...[JSON.stringify(request), JSON.stringify(generation ?? null), request.model, request.width * request.height],
      ...[exhibit.orderedAt, madeAt, recipe, noted, parent, around, isPrivate],
      ...[generation?.image.key ?? null, stars, thumbhash],
    );
    person.run(exhibit.person, credit ?? null);
    entry.run(gallery, at + 1, stars, madeAt, madeAt);
    document.run(at + 1, [...tokensOf(exhibit, isPrivate === 1), ...scopes].join(' '));
    at += 1;
  }
  file.exec('commit; analyze; pragma wal_checkpoint(truncate)');
  file.close();
}
