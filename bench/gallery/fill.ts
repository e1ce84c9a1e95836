import { DatabaseSync } from 'node:sqlite';
import type { Gallery } from '../../src/core/gallery.ts';
import type { GenerationRequest } from '../../src/core/generation.ts';
import { writeRecipe } from '../../src/core/recipe.ts';
import { galleryToken, tokensOf, webToken } from '../../src/store/galleries/search.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { keptOf } from '../../test/fakes/album.ts';
import { generationOf, requestForTests } from '../../test/fakes/generation.ts';
import { createNumbers, promptFor } from './words.ts';

/** People who have made them. */
const makers = 200;

const sizes = [
  { width: 512, height: 512 },
  { width: 768, height: 432 },
  { width: 432, height: 768 },
] as const;

/** A recipe for each number. */
export function recipeFor(number: number): string {
  const digits = Array.from({ length: 11 }, (_, at) => Math.floor(number / 32 ** at) % 32);
  return writeRecipe(digits);
}

/** A database in a file with so many pictures, all of them in one gallery and on its page. */
export async function fill(
  path: string,
  pictures: number,
): Promise<{ readonly store: Store; readonly gallery: Gallery }> {
  const url = `file:${path}`;
  const empty = await openStore({ url });
  const rules = { threshold: 0, drops: true, ownStars: false, days: undefined };
  const { id } = await empty.galleries.create({ name: 'Best of', rules });
  const wall = { channel: 'discord:7', community: 'discord:9', source: 'discord:9', look: 'none' } as const;
  await empty.galleries.bind({ gallery: id, ...wall, restricted: false, locale: 'en', person: 'discord:1', since: 0 });
  await empty.galleries.change(id, { visibility: 'public' });
  await empty.close();
  insertAll(path, id, pictures);
  const store = await openStore({ url });
  const gallery = await store.galleries.find({ id });
  if (!gallery) throw new Error('the gallery is gone');
  return { store, gallery };
}

/** Straight into the tables, as the curator would have written it. */
function insertAll(path: string, gallery: string, pictures: number): void {
  const file = new DatabaseSync(path);
  // Nothing is left for the curator, who would look at each picture again.
  file.exec('pragma synchronous = off; delete from reviews; delete from touched; begin');
  const picture = file.prepare(
    `insert into pictures (id, invocation, n, person, channel, request, generation, model, pixels, state, round, seat,
       step, ordered_at, settled_at, attempt, lost, stop_asked, price, cost, counted, took, recipe, community, image,
       stars, thumbhash)
     values (?, ?, 0, ?, 'discord:7', ?, ?, '2.1 Pro', 147456, 'done', 1, 1, 1000, ?, ?, 1, 0, 0, 1, 1, '[]', 7000, ?,
       'discord:9', ?, ?, ?)`,
  );
  const entry = file.prepare(
    `insert into entries (gallery, picture, web, stars, entered_at, since, plain) values (?, ?, 1, ?, ?, ?, 0)`,
  );
  const document = file.prepare('insert into search (rowid, tokens) values (?, ?)');
  const numbers = createNumbers(pictures);
  const scopes = [galleryToken(gallery), webToken(gallery)];
  for (let id = 1; id <= pictures; id++) {
    const { width, height } = sizes[id % sizes.length] ?? sizes[0];
    const request: GenerationRequest = { ...requestForTests, prompt: promptFor(id), seed: id, width, height };
    const made = generationOf(request);
    const image = { ...made.image, key: id.toString(16).padStart(64, '0'), width: width * 2, height: height * 2 };
    const generation = { ...made, image };
    const person = `discord:${1000 + numbers(makers)}`;
    const recipe = recipeFor(id);
    const stars = Math.floor(20 ** (numbers(1000) / 1000)) - 1;
    const hash = Buffer.from(Array.from({ length: 24 }, () => numbers(256))).toString('base64');
    const json = [JSON.stringify(request), JSON.stringify(generation)];
    picture.run(id, `call${id}`, person, ...json, id * 1000, id * 1000 + 700, recipe, image.key, stars, hash);
    entry.run(gallery, id, stars, id * 1000, id * 1000);
    const kept = keptOf({ person, recipe, request, generation });
    document.run(id, [...tokensOf(kept, false), ...scopes].join(' '));
  }
  file.exec('commit; analyze; pragma wal_checkpoint(truncate)');
  file.close();
}
