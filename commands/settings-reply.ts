import type { Kept } from '../src/core/album.ts';
import type { Context } from '../src/core/command.ts';
import type { Fact, Reply, Section } from '../src/core/reply.ts';
import { shorten } from '../src/core/suggest.ts';
import { lineOf } from './line.ts';
import { goOn, pictures, shownOf } from './pictures.ts';
import { saidOf } from './replies.ts';
import { rulesHere } from './rules-here.ts';
import { allowed, type Finished } from './subject.ts';
import { type Words, wordsFor } from './words/words.ts';

/** A picture with everything that is known of it, and the line that asks for it again. */
export async function settingsReply(kept: Finished, context: Context): Promise<Reply> {
  const words = wordsFor(context.invocation.locale);
  const family = await context.album.family(kept.recipe);
  const [before, after] = await Promise.all([
    allowed(family.before.slice(-1), context),
    allowed(family.after, context),
  ]);
  const { spoiler } = await rulesHere(context);
  const shown = { ...kept, notes: { ...kept.notes, ...(spoiler && { spoiler }) } };
  const reply = pictures([shownOf(shown, before[0]?.message)], context.invocation.locale);
  const relatives = [
    ...familyRows(before, words.show.before, words),
    ...familyRows(after.slice(0, longestFamily), words.show.after, words),
  ];
  return {
    ...reply,
    text: goOn(reply.text, words.show.again, words),
    code: lineOf(kept.generation.request),
    facts: [...(reply.facts ?? []), ...settings(kept, words)],
    ...(relatives.length > 0 && { sections: relatives }),
    of: { about: kept.invocation, picture: kept.n },
  };
}

/** Of one picture's children that are named; `/lineage` shows them. */
const longestFamily = 5;

function familyRows(family: readonly Kept[], heading: string, words: Words): Section[] {
  const rows = family.map(({ recipe, request, notes }) => ({
    term: recipe,
    text: [notes.kinship && words.picture.kinships[notes.kinship], shorten(saidOf(request, notes))]
      .filter(Boolean)
      .join(' '),
  }));
  return rows.length > 0 ? [{ heading, rows }] : [];
}

function settings({ generation, name, person }: Finished, words: Words): Fact[] {
  const { guidance, steps, enhance, wordingSeed, upscale } = generation.request;
  const { show } = words;
  const flag = (set: boolean) => (set ? show.on : show.off);
  return [
    { label: show.guidance, value: String(guidance) },
    { label: show.steps, value: String(steps) },
    { label: show.enhance, value: flag(enhance) },
    ...(enhance ? [{ label: show.wordingSeed, value: String(wordingSeed), exact: true }] : []),
    { label: show.upscale, value: flag(upscale) },
    { label: show.person, value: name ?? person },
  ];
}
