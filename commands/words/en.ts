import type { ProblemCode, ProblemFacts } from '../../src/core/problem.ts';

/** "a, b or c". */
const either = new Intl.ListFormat('en', { type: 'disjunction' });
const both = new Intl.ListFormat('en', { type: 'conjunction' });
const flag = (option: string) => `--${option}`;
const maybe = (suggestion: string | undefined) => (suggestion ? ` Did you mean ${suggestion}?` : '');

type Sentences = { [Code in ProblemCode]: (facts: ProblemFacts[Code]) => string };

const problems: Sentences = {
  option_missing: ({ option }) => `Please tell me the ${option}, for example: /imagine a fox at dawn`,
  option_unknown: ({ given, suggestion }) =>
    `I do not know the option ${given}.${maybe(suggestion)} To paint it as words, put it in quotes.`,
  option_twice: ({ option }) => `${flag(option)} is there twice. Please give it once.`,
  option_value_missing: ({ option }) => `${flag(option)} needs a value after it.`,
  option_value_unwanted: ({ option }) => `${flag(option)} takes no value: write ${flag(option)} or --no-${option}.`,
  option_not_a_number: ({ option, given }) => `${flag(option)} must be a number, but it is “${given}”.`,
  option_not_whole: ({ option, given }) => `${flag(option)} must be a whole number, but it is “${given}”.`,
  option_out_of_range: ({ option, given, minimum, maximum }) =>
    `${flag(option)} must be from ${minimum} to ${maximum}, but it is ${given}.`,
  option_not_a_choice: ({ option, given, choices, suggestion }) =>
    `${flag(option)} cannot be “${given}”.${maybe(suggestion)} It can be ${either.format(choices)}.`,
  option_not_a_flag: ({ option, given }) => `${flag(option)} is either on or off, but it is “${given}”.`,
  option_too_long: ({ option, length, maximum }) =>
    `The ${option} may have ${maximum} characters, and this one has ${length}. Please shorten it.`,
  options_conflict: ({ options }) => `Please give only one of ${either.format(options.map(flag))}.`,
  options_belong_together: ({ options }) => `Please give ${both.format(options.map(flag))} together.`,
  size_too_large_for_model: ({ model, maximum }) =>
    `Model ${model} paints at most ${maximum} pixels a side. Please choose a smaller size or another model.`,
  command_unknown: ({ given, suggestion }) => `There is no command /${given}.${maybe(suggestion && `/${suggestion}`)}`,
  permission_missing: ({ permissions }) =>
    `I may not post pictures here. Please ask an administrator to give me ${both.format(permissions)} in this channel.`,
  not_in_channel: ({ bot }) => `I am not in this channel yet. Type /invite @${bot} here, then ask again.`,
  picture_too_large_for_place: ({ limit }) =>
    `The picture is larger than the ${limit} MiB that may be uploaded here. A smaller size or --no-upscale will fit.`,
  place_unreachable: () => 'The message for the picture can no longer be reached. Please ask again.',
  prompt_refused: () => 'The image service’s safety filter refused this prompt. Please say it in other words.',
  prompt_names_refused: () =>
    'The prompt has a name, brand or word that the image service does not allow. Try describing it without names.',
  wording_refused: () => 'The image service refused its own expanded prompt. Try again with --no-enhance.',
  picture_refused: () =>
    'Two pictures were painted, but the safety filter refused both. Softer words or another seed may help.',
  picture_copyright_refused: () =>
    'The pictures came out too much like protected work and were refused. Other words or another seed may help.',
  request_refused: () => 'The image service’s safety filter refused this request. Please say it in other words.',
  safety_check_down: () => 'The image service’s safety check is down. Please try again in a moment.',
  service_busy: () => 'The image service is too busy right now. Please try again in a minute.',
  service_failed: () => 'The image service had a hiccup, also when tried again. Please try again in a moment.',
  service_unreachable: () => 'The image service cannot be reached. Please try again in a few minutes.',
  service_timeout: ({ seconds }) =>
    `The image service did not answer within ${seconds} s. The picture may exist, so I did not ask twice: try again if you like.`,
  service_cut_off: () =>
    'The connection broke while the picture was being painted. It may exist, so I did not ask twice: try again if you like.',
  service_unclear: () => 'The image service gave an answer that makes no sense. Please try again in a moment.',
  service_gave_no_picture: () => 'The image service said it was done but sent no picture. Please try again.',
  picture_unreadable: () => 'What the image service sent is not a picture that I can read. Please try again.',
  picture_expired: () => 'The picture’s address had expired before I could fetch it. Please try again.',
  picture_download_failed: () => 'The picture was painted, but fetching it failed. Please try again.',
  picture_address_refused: () =>
    'The image service sent an address that I must not open. The operator was told; please try again later.',
  picture_too_large: () => 'The picture is larger than I may fetch. Please try a smaller size.',
  service_access_denied: () =>
    'The image service is not set up correctly. The operator was told; please try again later.',
  service_no_credit: () => 'The image service’s account is used up. The operator was told; please try again later.',
  service_misconfigured: () => 'Easel’s address of the image service is wrong. The operator was told.',
  service_rejected_settings: () =>
    'The image service rejected these settings. The default size and steps work more often.',
  service_rejected_request: () => 'Easel sent a request that the image service rejected. The operator was told.',
  service_paused: ({ seconds }) =>
    `The image service is not set up correctly, and the operator was told. I will try it again in ${seconds} s.`,
  cancelled: () => 'Cancelled.',
  queue_full: ({ limit }) => `You have ${limit} pictures waiting already. Please wait for one of them.`,
  shutting_down: () => 'Easel is being restarted. Please ask again in a minute.',
  interrupted: () => 'Easel was restarted before the picture was ready. Nothing is running any more: please ask again.',
  storage_failed: () => 'The picture could not be stored. The operator was told; please try again later.',
  unexpected: () => 'Something went wrong inside Easel. The operator can find it in the log; please try again.',
};

/** Everything that Easel says in English. The other languages have the same keys. */
export const en = {
  /** For numbers and lists. */
  tag: 'en',
  problems,
  imagine: {
    summary: 'Paint a picture from words',
    options: {
      prompt: 'What to paint. Put text that should appear in the picture in double quotes',
      aspect: 'Shape of the picture; or give width and height',
      width: 'Exact width in pixels before upscaling, together with height',
      height: 'Exact height in pixels before upscaling, together with width',
      model: 'Which model paints',
      seed: 'The same seed with the same settings gives very likely the same picture',
      guidance: 'How strongly the words steer the picture, 1 to 10',
      steps: 'More steps take longer: 1 to 50',
      enhance: 'Let the service expand the prompt first (default: on for short prompts)',
      wording: 'How the service expands the prompt',
      wordingSeed: 'The same wording seed repeats the same expansion',
      upscale: 'Double width and height at the end (default: on)',
      watermark: 'Text to draw in a corner of the picture',
      watermarkCorner: 'Which corner the watermark is in',
      watermarkLanguage: 'Language of the service’s own watermark when you give no text',
      watermarkOpacity: 'How solid the watermark is, from 0 to 1',
    },
    painting: 'Painting…',
    waiting: (ahead: number) => (ahead === 1 ? 'One picture is before yours…' : `${ahead} pictures are before yours…`),
    paintingNewSeed: 'The safety filter refused the first picture. Painting another one with a new seed…',
    paintingAgain: 'The image service had a hiccup. Trying again…',
    done: 'AI-generated',
    doneNewSeed: 'AI-generated. The first picture was refused, so this one has another seed.',
    altText: (prompt: string) => `AI-generated picture: ${prompt}`,
    seed: 'Seed',
    time: 'Time',
    seconds: (seconds: string) => `${seconds} s`,
    times: (painting: string, all: string) => `${painting} s painting, ${all} s in all`,
    model: 'Model',
    size: 'Size',
  },
  help: {
    summary: 'What Easel can do, and every option',
    options: { command: 'Only this command' },
    intro: 'Easel paints pictures from words. Type /imagine and say what you want to see.',
    usage: 'Options may also be typed as words: a fox --aspect 16:9 --seed 42 --no-enhance',
    required: 'required',
    range: (minimum: number, maximum: number) => `${minimum} to ${maximum}`,
    characters: (maximum: number) => `up to ${maximum} characters`,
    default: (value: string) => `default ${value}`,
    onOff: 'on or off',
  },
};

export type Words = typeof en;
