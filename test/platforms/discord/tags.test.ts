import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exhibit, openWallStage, spotIn, type WallStage } from './wall-stage.ts';

const everything = 1n << 3n;

describe('titles and tags', () => {
  let stage: WallStage;

  beforeEach(async () => {
    stage = await openWallStage();
  });
  afterEach(() => stage.close());

  const text = fc.string({ unit: 'grapheme', maxLength: 120 });
  const tag = fc.string({ unit: 'grapheme', maxLength: 30 });

  it('keep every limit of Discord, whatever they are, and whatever the forum has', async () => {
    const image = stage.pictures[0] ?? expect.fail();
    let n = 0;
    await fc.assert(
      fc.asyncProperty(text, fc.array(tag, { maxLength: 8 }), fc.nat(20), async (title, tags, there) => {
        const known = Array.from({ length: there }, (_, at) => ({ name: `Tag ${at}` }));
        const forum = stage.discord.channel({ kind: 'forum', permissions: everything, tags: known });
        n += 1;
        const spot = spotIn(forum, { id: `g1 picture ${n}`, look: 'posts' });
        // One of its own, since discord.js holds back more than 50 requests a second.
        const hanging = stage.start().hang(spot, undefined) ?? expect.fail();
        await hanging.show(exhibit(image, { post: { title, tags } }));
        await hanging.show(exhibit(image, { post: { title: `${title} again`, tags: tags.toReversed() } }));
        expect(forum.posts()).toHaveLength(1);
        expect(forum.tags().slice(0, there)).toEqual(known.map(({ name }) => name));
      }),
      { numRuns: 30 },
    );
  });
});
