/** Numbers that look random and are the same in every run (Numerical Recipes, quick and dirty generator). */
export function createNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const syllables = ['fo', 'li', 'ra', 'me', 'tu', 'so', 'ka', 'bi', 'no', 'ze', 'pa', 'du', 'vi', 'ha', 'go', 'ny'];
const characters = [...'狐狸山水月亮森林雪花龙城市海边黄昏晨光猫狗鸟树桥'];

/** Different words: more than the prompts of a server use in a year. */
const vocabulary = 4000;

/** Every so many pictures one has a Chinese prompt. */
const everyChinese = 10;

/** The word with this number: short ones come first, as people's frequent words do. */
function word(number: number): string {
  const base = syllables.length;
  const rest = Math.floor(number / base);
  return `${syllables[number % base]}${rest === 0 ? 'x' : word(rest - 1)}`;
}

/** A word as people choose it: a few of them all the time, most of them hardly ever (Zipf's law, roughly). */
function frequent(numbers: (below: number) => number): number {
  return Math.floor(vocabulary ** (numbers(1_000_000) / 1_000_000)) - 1;
}

/** What somebody asks for: seven words, or eight Chinese characters. */
export function promptFor(picture: number): string {
  const numbers = createNumbers(picture * 7919);
  if (picture % everyChinese === 0) {
    return Array.from({ length: 8 }, () => characters[numbers(characters.length)]).join('');
  }
  return Array.from({ length: 7 }, () => word(frequent(numbers))).join(' ');
}

/** What people look for: frequent and rare words, two of them, Chinese, and what nobody has painted. */
export function searches(): readonly string[] {
  const numbers = createNumbers(1);
  const frequents = [0, 1, 5].map(word);
  const some = Array.from({ length: 8 }, () => word(frequent(numbers)));
  const pairs = Array.from({ length: 6 }, () => `${word(frequent(numbers))} ${word(frequent(numbers))}`);
  return [...frequents, ...some, ...pairs, '狐狸', '月亮 森林', '猫', 'qqqqq'];
}
