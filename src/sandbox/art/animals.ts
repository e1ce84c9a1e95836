import { adjust, type Colour, colour, mix } from './colour.ts';
import type { Drawing } from './drawing.ts';
import type { Palette } from './palette.ts';

/** Draws an animal in a box of 100 × 100 units, standing on its lower edge and looking right. */
export type DrawAnimal = (drawing: Drawing, palette: Palette) => void;

/** A coat in the light of the picture. */
function lit(palette: Palette, coat: Colour, amount = 0.3): Colour {
  return mix(mix(coat, palette.near, amount), palette.sky[3], 0.06);
}

export const drawFox: DrawAnimal = (drawing, palette) => {
  const coat = lit(palette, colour(0.68, 0.18, 48), 0.22);
  const white = lit(palette, colour(0.96, 0.02, 80), 0.14);
  const dark = mix(palette.near, colour(0.22, 0.03, 40), 0.6);
  drawing.path('M42 97C14 103-4 84 6 62C10 53 19 48 25 52C21 62 26 76 48 84Z', coat);
  drawing.path('M8 59C12 51 20 48 25 52C23 57 23 62 25 67C19 61 13 60 8 59Z', white);
  drawing.path('M30 98C25 80 33 62 48 46L68 44C74 58 74 78 73 98Z', coat);
  drawing.path('M30 98C28 84 38 74 50 80C56 84 57 92 55 98Z', adjust(coat, { lighter: -0.035 }));
  drawing.path('M58 48C56 60 60 72 67 80C73 72 73 56 68 44Z', white);
  drawing.path('M63 76L66 98H73C74 90 74 82 73.5 74C70 79 66 79 63 76Z', dark);
  drawing.path('M55 98C55 95 58 94 61 95L62 98ZM66 98C66 95 74 94 77 98Z', dark);
  drawing.path(
    'M46 40C43 30 47 21 53 18L51 2L64 14L68 3L74 18C80 23 86 29 94 32C96 34 95 36 92 37C84 40 78 47 68 50C58 52 49 49 46 40Z',
    coat,
  );
  drawing.path('M53 6L54.5 16L60 13.500Z', dark);
  drawing.path(
    'M94.5 34C95.5 35.5 94 36.7 92 37C84 40 78 47 68 50C62 51 57 50.5 53 48C64 48 70 42 76 36C82 36 88 36 94.5 34Z',
    white,
  );
  drawing.circle(94, 33, 2, dark);
  drawing.path('M72 28.500C74 26.5 77 27.5 78 30C75.5 30.5 73.5 30 72 28.500Z', dark);
};

export const drawCat: DrawAnimal = (drawing, palette) => {
  const coat = mix(palette.near, colour(0.2, 0.02, 280), 0.4);
  const rim = mix(coat, palette.light, 0.3);
  drawing.line('M62 93C84 100 95 88 90 74C87 66 80 66 79 71', coat, 6.5);
  drawing.path('M26 98C20 72 34 54 39 46H61C66 54 80 72 74 98Z', coat);
  drawing.path(
    'M32 34L31 10C36 13 41 17 44 20C48 19 52 19 56 20C59 17 64 13 69 10L68 34C68 46 60 52 50 52C40 52 32 46 32 34Z',
    coat,
  );
  drawing.line('M69 10L68 34C68 40 66 44.5 62.5 47.500C67 56 79 72 74.5 96', rim, 1.2, 0.8);
  drawing.line('M36 49Q50 57 64 49', palette.accents[0], 2.6);
};

export const drawRabbit: DrawAnimal = (drawing, palette) => {
  const coat = lit(palette, colour(0.8, 0.04, 65), 0.24);
  const dark = mix(palette.near, colour(0.22, 0.03, 40), 0.6);
  drawing.path('M60 40C54 24 54 8 60 3C66 8 68 24 67 38Z', adjust(coat, { lighter: -0.08 }));
  drawing.path('M68 40C66 22 70 6 77 3C81 11 79 27 75 40Z', coat);
  drawing.path('M71 35C71 23 74 12 76.5 9C78 16 76 28 73.5 36Z', lit(palette, colour(0.78, 0.08, 20)));
  drawing.circle(21, 82, 8, lit(palette, colour(0.96, 0.02, 80), 0.12));
  drawing.path('M22 98C16 74 30 56 48 54C56 50 62 52 66 56C74 66 74 82 74 98Z', coat);
  drawing.path('M28 98C26 82 38 72 50 78C58 83 58 92 56 98Z', adjust(coat, { lighter: -0.05 }));
  drawing.path('M56 52C54 40 62 34 71 35C82 36 90 44 90 50C90 56 82 60 72 61C63 62 57 58 56 52Z', coat);
  drawing.circle(77, 45, 2.2, dark);
  drawing.circle(89.5, 49, 1.6, dark);
  drawing.path('M62 98C62 94 72 93 76 98Z', adjust(coat, { lighter: 0.05 }));
};

export const drawDeer: DrawAnimal = (drawing, palette) => {
  const coat = lit(palette, colour(0.52, 0.09, 55), 0.42);
  const dark = mix(palette.near, coat, 0.3);
  drawing.line(
    'M74 24C70 16 72 8 78 2M73 17C68 14 65 8 66 2M75 10C80 9 83 6 84 2M70 25C64 20 60 14 60 7M63 18C58 17 55 13 54 9',
    dark,
    1.7,
  );
  drawing.path(
    'M20 60C22 52 32 50 46 52C54 53 60 50 63 44L68 30C68 25 74 22 79 25C85 28 92 32 93 35C92 38 88 39 82 38C78 38 76 40 75 44C74 54 72 64 66 70L64 74L65 98H60L58 78C50 80 42 78 36 75L33 82L36 98H31L27 82L24 74C21 70 19 66 20 60Z',
    coat,
  );
  drawing.path('M58 76L56 98H52L51 77ZM30 76L24 86L26 98H22L19 85L24 72Z', dark);
  drawing.path('M68 29C63 28 60 24 60 21C65 21 69 24 71 27Z', coat);
  drawing.path('M20 60C17 60 15 64 16 69C19 69 22 67 23 62Z', lit(palette, colour(0.95, 0.02, 80)));
  drawing.circle(80, 29.5, 1.2, dark);
};

export const drawWhale: DrawAnimal = (drawing, palette) => {
  const back = mix(palette.near, colour(0.38, 0.07, 245), 0.55);
  const belly = mix(back, palette.light, 0.55);
  drawing.path('M2 92C10 70 26 40 54 22C72 11 92 10 98 22C101 30 94 40 82 48C66 58 52 74 46 92Z', back);
  drawing.path('M98 24C101 30 94 40 82 48C66 58 52 74 46 92H34C40 70 58 48 78 38C88 33 95 29 98 24Z', belly);
  drawing.line('M92 38C76 44 58 62 50 86M86 40C70 46 52 64 44 88M96 33C92 36 86 38 80 41', back, 0.9, 0.55);
  drawing.path('M58 54C52 68 40 78 26 82C28 70 38 56 50 48Z', adjust(back, { lighter: -0.05 }));
  drawing.circle(78, 33, 1.6, palette.near);
  drawing.line('M74 12C73 4 68-2 60-4M76 11C78 3 84-2 92-2M75 11V-6', palette.light, 1.5, 0.6);
};

export const drawBoat: DrawAnimal = (drawing, palette) => {
  const hull = mix(palette.near, colour(0.3, 0.06, 30), 0.4);
  const sail = mix(palette.light, palette.accents[0], 0.12);
  drawing.line('M50 4V84', hull, 1.8);
  drawing.path('M53 8C70 26 80 52 84 74H53Z', sail);
  drawing.path('M47 16C38 34 28 56 20 74H47Z', mix(sail, palette.far, 0.35));
  drawing.path('M12 82H90C86 92 80 97 74 98H28C20 96 15 90 12 82Z', hull);
  drawing.line('M14 86H88', palette.accents[0], 1.6);
};
