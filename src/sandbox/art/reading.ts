import { hashOf } from '../random.ts';

type Words = Readonly<Record<string, RegExp>>;

const words = (english: string, chinese: string) => new RegExp(`\\b(?:${english})(?:e?s)?\\b|${chinese}`, 'i');

const times = {
  dawn: words('dawn|sunrise|morning|daybreak', '黎明|日出|清晨|早晨|拂晓'),
  dusk: words('dusk|sunset|evening|twilight|golden hour', '黄昏|日落|傍晚|夕阳'),
  night: words('night|midnight|moon|moonlit|moonlight|nocturnal|starry|star|aurora|northern light', '夜|月|星|极光'),
  mist: words('mist|misty|fog|foggy|haze|hazy|rain|rainy|storm', '雾|雨'),
  day: words('day|noon|sunny|summer|bright|blue sky', '白天|正午|夏|晴'),
} as const satisfies Words;

const seasons = {
  winter: words('winter|snow|snowy|snowfall|ice|icy|frost|frozen|arctic', '冬|雪|冰'),
  autumn: words('autumn|autumnal|october|november|maple', '秋|枫'),
  spring: words('spring|april|may', '春'),
} as const satisfies Words;

const subjects = {
  fox: words('fox|vixen', '狐'),
  cat: words('cat|kitten|kitty', '猫'),
  rabbit: words('rabbit|bunny|bunnie|hare', '兔'),
  deer: words('deer|stag|elk|reindeer|moose', '鹿'),
  whale: words('whale|orca|dolphin', '鲸|海豚'),
  bird: words('bird|swallow|crane|gull|seagull|swan|eagle|raven|crow|geese', '鸟|鹤|燕|雁|鹰'),
  boat: words('boat|ship|sail|sailboat|sailing|yacht', '船|舟|帆'),
} as const satisfies Words;

const scenes = {
  space: words('planet|space|universe|cosmos|galaxy|galaxie|saturn|astronaut|mars', '宇宙|行星|太空|银河'),
  city: words(
    'city|citie|skyline|skyscraper|street|tokyo|london|paris|new york|shanghai|downtown|cyberpunk',
    '城市|都市|街|上海|北京|东京',
  ),
  sea: words('sea|ocean|wave|beach|beache|coast|harbour|harbor|island|underwater', '海|浪|岛'),
  lake: words('lake|river|pond|reflection|fjord', '湖|河|江|水面'),
  forest: words('forest|wood|woodland|tree|jungle|pine|birch|grove', '森林|树|林'),
  flowers: words(
    'flower|garden|meadow|tulip|rose|poppy|poppie|blossom|daisy|daisie|lavender|bouquet|petal',
    '花|草地|花园',
  ),
  desert: words('desert|dune|sand|sahara|camel|cactus', '沙漠|沙丘'),
  mountains: words('mountain|alp|peak|summit|everest|fuji|glacier|valley|canyon', '山|峰|峡谷'),
  abstract: words(
    'abstract|pattern|geometric|dream|music|flow|colour|color|shape|minimal|emotion',
    '抽象|图案|梦|音乐',
  ),
  hills: words('hill|field|countryside|landscape|farm|village|plain|horizon', '丘|田|原野|村'),
} as const satisfies Words;

export type Time = keyof typeof times;
export type Season = keyof typeof seasons;
export type Subject = keyof typeof subjects;
export type SceneKind = keyof typeof scenes;

/** What the painter understands of a prompt. */
export interface Reading {
  readonly scene: SceneKind;
  readonly time: Time;
  readonly season: Season | undefined;
  readonly subject: Subject | undefined;
  readonly rain: boolean;
  readonly aurora: boolean;
}

const places: Readonly<Record<'land' | 'water' | 'any', readonly SceneKind[]>> = {
  land: ['hills', 'forest', 'mountains', 'flowers', 'lake'],
  water: ['sea'],
  any: ['hills', 'sea', 'mountains', 'abstract', 'lake', 'flowers', 'forest', 'desert'],
};

/**
 * Reads scene, time, season and subject out of English or Chinese words. What the prompt leaves open is chosen by its
 * first clause, which an expansion keeps, and by the seed.
 */
export function readPrompt(prompt: string, seed: number): Reading {
  const clause = hashOf((prompt.split(/[,，.。;；\n]/)[0] ?? '').trim());
  const subject = firstMatch(subjects, prompt);
  const swims = subject === 'whale' || subject === 'boat';
  const open = places[swims ? 'water' : subject && subject !== 'bird' ? 'land' : 'any'];
  const found = firstMatch(scenes, prompt);
  const starry = !found && !subject && /\bstar|aurora|northern light|星|极光/i.test(prompt);
  const scene = (swims && found !== 'lake' ? 'sea' : found) ?? (starry ? 'lake' : open[clause % open.length]);
  const time = firstMatch(times, prompt) ?? pickTime(scene, clause, seed);
  const season = firstMatch(seasons, prompt);
  return {
    scene: scene ?? 'hills',
    time,
    season,
    subject,
    rain: /\b(?:rain|rainy|storm|drizzle)\b|雨/i.test(prompt),
    aurora: /\baurora|northern light|极光/i.test(prompt) || (time === 'night' && season === 'winter'),
  };
}

function pickTime(scene: SceneKind | undefined, clause: number, seed: number): Time {
  if (scene === 'space') return 'night';
  const times: readonly Time[] =
    scene === 'flowers' ? ['day', 'dawn', 'mist'] : ['dawn', 'dusk', 'day', 'mist', 'dusk'];
  return times[(clause + seed) % times.length] ?? 'dawn';
}

function firstMatch<Name extends string>(named: Readonly<Record<Name, RegExp>>, prompt: string): Name | undefined {
  let best: { name: Name; at: number } | undefined;
  for (const name in named) {
    const at = prompt.search(named[name]);
    if (at >= 0 && (!best || at < best.at)) best = { name, at };
  }
  return best?.name;
}
