import fc from 'fast-check';
import { nastyTexts } from '../../contracts/surface-contract.ts';

const pieces = [
  ...nastyTexts,
  ...'\\ ` * _ ~ | < > @ # [ ] ( ) : / - + . ! & = ? " 1 9 a n \n'.split(' '),
  '\n',
  ' ',
  '```',
  '**',
  '||',
  '~~',
  '__',
  '<@',
  '<#',
  '<:',
  '<t:',
  '</',
  'https://',
  'http://x.y',
  'discord://',
  '](',
  '@everyone',
  '@here',
  '\n# ',
  '\n-# ',
  '\n> ',
  '\n>>> ',
  '\n- ',
  '\n* ',
  '\n12. ',
  'é',
  '\u0301',
  '👩‍👩‍👧',
  '🇫🇷',
  '\u202e',
  'ש',
];
/** Text made of what Discord gives a meaning to, and of what is hard to cut. */
export const nasty = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 80 }).map((parts) => parts.join('')),
);
