import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Image } from '../../../src/core/image.ts';
import { exhibit, openWallStage, spotIn, stored, type WallStage } from './wall-stage.ts';

const mebibyte = 1024 * 1024;

describe('more pictures than fit into one request', () => {
  let stage: WallStage;
  let large: readonly Image[];

  beforeEach(async () => {
    stage = await openWallStage();
    large = await Promise.all([9, 9, 9, 1, 11].map((size, n) => stage.picture(size * mebibyte, n)));
  });
  afterEach(() => stage.close());

  const images = (...numbers: number[]) =>
    numbers.map((n) => ({ image: large[n] ?? expect.fail(), alt: `picture ${n}`, name: `${n}.png` }));

  it.each(['text', 'forum'] as const)('come in several, each once, into one message of a %s', async (kind) => {
    const channel = stage.discord.channel({ kind });
    const spot = spotIn(channel, { look: kind === 'forum' ? 'posts' : 'messages' });
    const hanging = stage.start().hang(spot, undefined) ?? expect.fail();
    const reply = exhibit(large[0] ?? expect.fail(), { images: images(0, 1, 2, 3) });
    await hanging.show(reply);
    const shown = () => (kind === 'forum' ? channel.posts().flatMap((post) => post.messages()) : channel.messages());
    expect(shown()).toHaveLength(1);
    expect(shown()[0]?.images.map(({ alt, sha }) => [alt, sha])).toEqual(
      images(0, 1, 2, 3).map(({ alt, image }) => [alt, image.key]),
    );
    await stage
      .start()
      .hang(spot, stored(hanging))
      ?.show({ ...reply, text: 'Again' });
    expect(shown()[0]).toMatchObject({ text: 'Again', images: [{}, {}, {}, {}] });
    expect(stage.uploads()).toBe(4);
  });

  it('are shown without what is too large for Discord, unless there is nothing else', async () => {
    const hang = (...numbers: number[]) =>
      stage
        .start()
        .hang(spotIn(stage.discord.general), undefined)
        ?.show(exhibit(large[0] ?? expect.fail(), { images: images(...numbers) }));
    await expect(hang(4)).rejects.toMatchObject({ code: 'picture_too_large_for_place', facts: { limit: 10 } });
    expect(stage.discord.requests).toEqual([]);
    await hang(4, 3);
    expect(stage.discord.general.messages()).toMatchObject([{ images: [{ alt: 'picture 3' }] }]);
  });
});
