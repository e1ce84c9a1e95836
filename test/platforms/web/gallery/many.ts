import sharp from 'sharp';
import type { Exhibit } from '../../../../src/core/gallery.ts';
import type { Image, Images } from '../../../../src/core/image.ts';
import { writeRecipe } from '../../../../src/core/recipe.ts';
import type { Thumbnails } from '../../../../src/core/thumbnails.ts';
import { exhibitOf } from '../../../fakes/galleries.ts';
import { generationOf, requestForTests } from '../../../fakes/generation.ts';

/** Proportions as people order them, and one that is nobody's. */
const sizes = [
  [512, 512],
  [512, 341],
  [341, 512],
  [512, 288],
  [512, 384],
  [384, 512],
  [288, 512],
  [700, 311],
] as const;

const things = [
  'a red fox',
  'a boat',
  'the old harbour',
  'a snowy forest',
  'a city at night',
  '月光下的小船',
  '夜の街',
];
const places = [
  'in morning mist',
  'on a moonlit sea',
  'under heavy rain',
  'at dusk, watercolour',
  'between the birches',
];
const people = ['Ada', 'Grace Hopper', '李明', undefined];

/** A recipe for each number below 32⁴. */
export function recipeFor(number: number): string {
  return writeRecipe([number & 31, (number >> 5) & 31, (number >> 10) & 31, (number >> 15) & 31, 4, 5, 6, 7, 8, 9, 10]);
}

/** Different pictures in many proportions, by several people, the newest last. `images`: what they show, in turn. */
export function manyExhibits(count: number, images: readonly Drawn[]): Exhibit[] {
  return Array.from({ length: count }, (_, number) => {
    const drawn = images[number % images.length];
    const [width, height] = sizes[number % sizes.length] ?? [512, 512];
    const recipe = recipeFor(number);
    const prompt = `${things[number % things.length]} ${places[number % places.length]}, number ${number}`;
    const request = { ...requestForTests, prompt, width, height, seed: 1 + (number % 97) };
    return exhibitOf({
      invocation: `discord:${number}`,
      recipe,
      request,
      generation: generationOf(request, {
        recipe,
        expandedPrompt: `${prompt}, soft light, fine detail`,
        ...(drawn && { image: drawn.image }),
      }),
      notes: { ...(number % 5 === 0 && { style: 'watercolour' }), ...(number % 33 === 20 && { spoiler: true }) },
      person: `discord:${number % people.length}`,
      credit: people[number % people.length],
      stars: number % 11 === 3 ? number % 7 : 0,
      orderedAt: 1_790_000_000_000 + number * 60_000,
      endedAt: 1_790_000_010_000 + number * 60_000,
      thumbhash: drawn?.thumbhash,
    });
  });
}

/** A picture that a browser can show, and its miniature. */
export interface Drawn {
  readonly image: Image;
  readonly thumbhash: string | undefined;
}

/** One drawing in each of the proportions. */
export async function drawings(images: Images, thumbnails: Pick<Thumbnails, 'thumbhash'>): Promise<Drawn[]> {
  return Promise.all(
    sizes.map(async ([width, height], number) => {
      const size = { width: width * 2, height: height * 2 };
      const bytes = await sharp(Buffer.from(landscape(size, number)))
        .png()
        .toBuffer();
      const image = await images.put(bytes, 'image/png', size);
      return { image, thumbhash: await thumbnails.thumbhash(image) };
    }),
  );
}

/** Hills under a sun, in a light of its own for each number. */
function landscape({ width, height }: { width: number; height: number }, number: number): string {
  const hue = (number * 47 + 15) % 360;
  const hills = [0.55, 0.68, 0.8].map((top, at) => {
    const [y, swing] = [height * top, height * 0.09];
    const light = 52 - at * 15;
    return `<path fill="hsl(${(hue + at * 14) % 360},42%,${light}%)" d="M0 ${y} Q${width * 0.25} ${y - swing * 2} ${width * 0.5} ${y} T${width} ${y - swing} V${height} H0Z"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <linearGradient id="sky" x2="0" y2="1"><stop stop-color="hsl(${(hue + 190) % 360},45%,64%)"/><stop offset="1" stop-color="hsl(${hue},75%,82%)"/></linearGradient>
    <rect width="100%" height="100%" fill="url(#sky)"/>
    <circle cx="${width * 0.68}" cy="${height * 0.34}" r="${Math.min(width, height) * 0.09}" fill="hsl(${hue},90%,90%)"/>${hills.join('')}</svg>`;
}
