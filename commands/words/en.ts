import type { Manual } from '../../src/core/command.ts';
import type { Kinship } from '../../src/core/generation.ts';
import type { ProblemCode, ProblemFacts } from '../../src/core/problem.ts';
import type { Period, Scope } from '../../src/core/quota.ts';
import type { Style } from '../styles.ts';

/** "a, b or c". */
const either = new Intl.ListFormat('en-GB', { type: 'disjunction' });
const both = new Intl.ListFormat('en-GB', { type: 'conjunction' });
/** Menus and forms show the name, text takes it after two dashes: quotes suit both. */
const named = (option: string) => `“${option}”`;
const dash = /[\p{Pd}\u2212]/u;
const escapeHint = ' If it is part of what to paint, put a backslash (\\) before the dash.';
const maybe = (suggestion: string | undefined) => (suggestion ? ` Did you mean ${suggestion}?` : '');

const pictures = (count: number) => (count === 1 ? 'one picture' : `${count} pictures`);
const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
const owners = {
  person: 'Your pictures are',
  role: 'The pictures of your role are',
  channel: 'The pictures of this channel are',
  community: 'The pictures of this community are',
  everyone: 'Everyone’s pictures are',
} satisfies Record<Scope, string>;

const sharers = {
  role: 'Your role',
  channel: 'This channel',
  community: 'This community',
  everyone: 'Everyone together',
} satisfies Record<Exclude<Scope, 'person'>, string>;

type Sentences = { [Code in ProblemCode]: (facts: ProblemFacts[Code]) => string };

const problems: Sentences = {
  option_missing: ({ option }) =>
    option === 'prompt'
      ? 'Please say what to paint, for example “/imagine a fox at dawn”.'
      : `Please give ${named(option)} as well.`,
  option_unknown: ({ given, suggestion }) =>
    `There is no option ${given}.${maybe(suggestion) || ' /help lists them all.'}${dash.test(given) ? escapeHint : ''}`,
  option_twice: ({ option }) => `${named(option)} is there twice. Please give it once.`,
  option_value_missing: ({ option }) => `--${option} needs a value after it.`,
  option_value_unwanted: ({ option }) =>
    `--${option} takes no value. Write --${option} for on or --no-${option} for off, at the end.`,
  option_not_a_number: ({ option, given }) =>
    `${named(option)} must be a number in plain digits, but it is “${given}”.`,
  option_not_whole: ({ option, given }) =>
    `${named(option)} must be a whole number in plain digits, but it is “${given}”.`,
  option_out_of_range: ({ option, given, minimum, maximum }) =>
    `${named(option)} must be from ${minimum} to ${maximum}, but it is ${given}.`,
  option_not_a_choice: ({ option, given, choices, suggestion }) =>
    `${named(option)} cannot be “${given}”.${maybe(suggestion)} It can be ${either.format(choices)}.`,
  option_not_a_flag: ({ option, given }) => `${named(option)} is either on or off, but it is “${given}”.`,
  option_too_long: ({ option, length, maximum }) =>
    `${named(option)} has ${length} characters, but at most ${maximum} fit. Please shorten it.`,
  options_conflict: ({ options }) => `${both.format(options.map(named))} do not go together. Please leave one out.`,
  options_belong_together: ({ options }) => `Please give ${both.format(options.map(named))} together.`,
  size_too_large_for_model: ({ model, maximum }) =>
    `Model ${model} paints at most ${maximum} pixels a side. Please choose a smaller size or another model.`,
  command_unknown: ({ given, suggestion }) =>
    `There is no command /${given}.${maybe(suggestion && `/${suggestion}`) || ' /help lists them all.'}`,
  button_unknown: () => 'This button no longer works. /help lists what I can do.',
  too_many_pictures: ({ count, maximum }) =>
    `That would be ${count} pictures, but at most ${maximum} fit into one message. Please ask for fewer.`,
  braces_unclear: ({ given }) =>
    `“${given}” is unclear: write choices as {red, blue} and lists as {{colors}}, or put a backslash (\\) before a brace.`,
  list_unknown: ({ given, suggestion }) =>
    `There is no word list “${given}” here.${maybe(suggestion) || ' /list shows them all.'}`,
  preset_unknown: ({ given, suggestion }) =>
    `There is no preset “${given}”.${maybe(suggestion) || ' /preset shows yours.'}`,
  name_unusable: ({ given }) =>
    `“${given}” cannot be a name. Please use up to 32 letters, digits, hyphens and underscores.`,
  too_many_kept: ({ limit }) => `There are ${limit} already, which is all that fit. Please delete one first.`,
  emoji_unusable: ({ given }) => `“${given}” is not one emoji that people can react with. Please give exactly one.`,
  person_unknown: ({ given }) => `I do not know who “${given}” is. Please mention them with @.`,
  channel_unknown: ({ given }) =>
    `I see no channel “${given}” here. Please mention it with #, and let me in if it is hidden.`,
  zone_unknown: ({ given }) => `I do not know the time zone “${given}”. Please write it like Europe/Vienna or UTC.`,
  time_unreadable: ({ given }) =>
    `I cannot read “${given}” as a time. Please write a day and a time, such as sunday 18:00.`,
  gallery_unknown: ({ given }) =>
    `No gallery has the code “${given}”. Please copy it again from /gallery info where the gallery is.`,
  gallery_missing: () =>
    'This channel belongs to no gallery. Administrators change that with /gallery bind, or name another channel with to.',
  gallery_echo: () =>
    'A gallery cannot hang in the channel whose pictures it collects. Please name another one with to, or from.',
  source_closed: ({ given }) =>
    `Not everybody here can read “${given}”, so it is bound only from within: please use /gallery bind there, and name with to where its pictures hang.`,
  forum_needed: ({ channel }) => `${channel} is no forum. Please choose a forum channel, or another mode.`,
  forum_unfit: ({ channel }) => `${channel} is a forum, where each picture is a post. Please choose the mode forum.`,
  web_unreachable: () => 'Galleries cannot be seen on the web here: whoever runs this bot has to set PUBLIC_URL first.',
  change_unmatched: ({ given }) =>
    `“${given}” is not in the prompt, so I cannot change it. Please write it as it is there.`,
  picture_needed: () => 'Which picture? Please do this under one of mine, or give its recipe.',
  picture_unknown: ({ recipe }) => `I have no picture with the recipe ${recipe}. It may have been deleted.`,
  picture_removed: () => 'This picture was deleted.',
  picture_not_ready: () => 'This picture is not there yet. Please try again when it is.',
  picture_never_made: () => 'This picture was never made, so there is nothing left of it.',
  picture_private: () => 'This picture is private: only the person who made it can use it.',
  picture_restricted: () =>
    'This picture was made in an age-restricted channel, so it can only be shown in one. Please ask there.',
  recipe_mistyped: ({ given }) => `“${given}” is no recipe: one of its characters is wrong. Please check it.`,
  undo_too_late: () => 'It is too late for that: a deleted picture can be brought back for ten minutes.',
  wording_unknown: () => 'The image service did not say which words it read for this picture.',
  settings_unreadable: () => 'There is nothing in this picture that tells how it was made. It may not be one of mine.',
  file_unreachable: () => 'The file could not be fetched. Please try again in a moment.',
  call_forgotten: () => 'This is too long ago: what was asked is forgotten. Please ask again.',
  form_too_small: () =>
    'These words are too long for a form here. Instead, answer the picture and mention me with your change, such as “fox -> cat”, or use /edit with its recipe.',
  administrators_only: () => 'Only an administrator can change that here.',
  permission_missing: ({ permissions }) =>
    `I may not post pictures here. Please ask an administrator to give me ${both.format(permissions)} in this channel.`,
  not_in_channel: ({ bot }) => `I am not in this channel yet. Type /invite @${bot} here, then ask again.`,
  not_in_direct_message: () =>
    'I cannot write in a conversation between other people. Please ask in a channel, or in a direct message to me.',
  picture_too_large_for_place: ({ limit }) =>
    `The picture is larger than the ${limit} MB that fit in here. Please try a smaller size, or turn “upscale” off.`,
  direct_messages_closed: () =>
    'I may not write to you directly. Please allow direct messages from this server, then try again.',
  spoiler_always_here: () =>
    'Every picture is hidden behind a spoiler in this channel. An administrator can change that with /rules.',
  pictures_off_here: () => 'Pictures are turned off in this channel. An administrator can change that with /rules.',
  place_unreachable: () =>
    'The message for the picture can no longer be reached. If it was painted, /history has it; otherwise please ask again.',
  place_silent: () => 'The chat service did not answer in time. Please ask again.',
  message_gone: () => 'The message that was to be changed has been deleted.',
  wall_permissions_missing: ({ channel, permissions }) =>
    `I cannot hang pictures in ${channel} yet. Please allow me there: ${permissions.join(', ')}. Then ask again.`,
  prompt_refused: () => 'The image service’s safety filter refused this prompt. Please say it in other words.',
  prompt_names_refused: () =>
    'The prompt has a name, brand or word that the image service does not allow. Try describing it without names.',
  wording_refused: () => 'The image service refused its own expanded prompt. Please try again with “enhance” off.',
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
  service_misconfigured: () =>
    'Easel’s address of the image service is wrong. The operator was told; please try again later.',
  service_rejected_settings: () =>
    'The image service rejected these settings. Please try again with the default size and steps.',
  service_rejected_request: () =>
    'Easel sent a request that the image service rejected. The operator was told; please try again later.',
  service_paused: ({ seconds }) =>
    `The image service is not set up correctly, and the operator was told. I will try it again in ${seconds} s.`,
  cancelled: () => 'Cancelled.',
  nothing_to_cancel: () => 'Nothing is waiting or being painted any more, so there is nothing to cancel.',
  not_yours: () => 'Only the person whose it is, or a moderator, can do that.',
  queue_full: ({ limit }) => `You have ${pictures(limit)} waiting already. Please try again when one is ready.`,
  channel_queue_full: ({ limit }) =>
    `This channel has ${pictures(limit)} waiting already. Please try again when one is ready.`,
  quota_used_up: ({ scope, period, refillsAt }) =>
    `${owners[scope]} used up for ${period === 'day' ? 'today' : 'this month'}. There are new ones from ${moment.format(refillsAt)} UTC.`,
  shutting_down: () => 'Easel is being restarted. Please ask again in a minute.',
  interrupted: () => 'Easel was restarted before the picture was ready. Nothing is running any more: please ask again.',
  storage_failed: () => 'Easel cannot save anything right now. The operator was told; please try again later.',
  unexpected: () => 'Something went wrong inside Easel. The operator can find it in the log; please try again.',
};

/** In English the names that people type say enough. */
const labels: NonNullable<Manual['labels']> = {};

/** Everything that Easel says in English. The other languages have the same keys. */
export const en = {
  /** For numbers and lists. */
  tag: 'en',
  problems,
  imagine: {
    summary: 'Paint a picture from words',
    options: {
      prompt: 'What to paint, with text to draw in double quotes. More than 800 characters only with enhance off',
      aspect: 'Shape of the picture; or give width and height',
      style: 'A look, added to your words. /styles shows them all',
      width: 'Exact width in pixels before upscaling, together with height',
      height: 'Exact height in pixels before upscaling, together with width',
      model: 'Which model paints',
      seed: 'The same seed with the same settings gives very likely the same picture',
      count: 'How many pictures, each with a seed of its own',
      repeat: 'The same again so many times, each with a seed of its own',
      preset: 'Settings that were saved with /preset; what you give here wins',
      guidance: 'How strongly the words steer the picture',
      steps: 'More steps take longer and may add detail',
      enhance: 'Let the service expand the prompt first (default: on for short prompts)',
      wording: 'How the service expands the prompt',
      wordingSeed: 'The same wording seed repeats the same expansion',
      upscale: 'Double width and height at the end (default: on)',
      watermark: 'Text to draw in a corner of the picture',
      watermarkCorner: 'Which corner the watermark is in',
      watermarkLanguage: 'Language of the service’s own watermark, used when you give no text',
      watermarkOpacity: 'How solid the watermark is: 0 is invisible, 1 is opaque',
      private: 'Show the picture to you alone',
      spoiler: 'Hide the picture until somebody wants to see it',
      yes: 'Paint several pictures without asking first',
    },
    labels,
    door: 'Imagine from this text',
    painting: 'Painting…',
    /** `wait`: how long it takes in all, one of the two below; undefined while nobody knows. */
    waiting: (ahead: number, wait: string | undefined) =>
      `${ahead === 1 ? 'One picture is' : `${ahead} pictures are`} before yours${wait ? `; about ${wait}` : ''}…`,
    waitSeconds: (seconds: number) => `${seconds} s`,
    waitMinutes: (minutes: number) => `${minutes} min`,
    paintingNewSeed: 'The safety filter refused the first picture. Painting another one with a new seed…',
    paintingAgain: 'The image service had a hiccup. Trying again…',
    done: 'AI-generated',
    doneHow: (how: string) => `AI-generated. ${how}`,
    doneNewSeed: 'AI-generated. The first picture was refused, so this one has another seed.',
    altText: (prompt: string) => `AI-generated picture: ${prompt}`,
    seed: 'Seed',
    time: 'Time',
    seconds: (seconds: string) => `${seconds} s`,
    times: (painting: string, all: string) => `${painting} s painting, ${all} s in all`,
    model: 'Model',
    size: 'Size',
  },
  picture: {
    /** Buttons and menus under a picture. */
    buttons: {
      new: '🔁 New picture',
      wording: '🎲 New wording',
      edit: '✏️ Edit',
      read: '📖 What was read',
      post: '📤 Post to channel',
      more: 'More…',
      shape: 'Same seed, other shape…',
      exact: '♻️ Exact repeat',
      final: '✨ Final quality',
      show: '🔎 Show settings',
      star: '⭐ Star',
      send: '✉️ Send me a copy',
      lineage: '🌳 Family',
      describe: '💬 Alternative text',
      spoiler: '🙈 Hide behind a spoiler',
      reveal: '👀 Take the spoiler away',
      delete: '❌ Delete',
      undo: '↩️ Undo',
    },
    /** Which of several. */
    numbered: (number: number) => `Picture ${number}`,
    again: (number: number) => `🔁 ${number}`,
    choose: 'More about one…',
    recipe: 'Recipe',
    style: 'Style',
    from: 'From',
    private: 'Only you see this.',
    /** How it was made from another one. */
    kinships: {
      new: 'A new picture of the same wording.',
      wording: 'The same seed with new wording.',
      exact: 'An exact repeat: very likely the same picture.',
      shape: 'The same seed in another shape.',
      final: 'The same seed in final quality: very likely the same picture.',
      adopted: 'With the wording that the model had read, word for word.',
      own: 'With your words only.',
      edit: 'Edited.',
    } satisfies Record<Kinship, string>,
    /** Some of several failed. */
    partly: (made: number, all: number) => `AI-generated. ${made} of ${all} pictures are here.`,
    failed: (number: number) => `Picture ${number} failed`,
    uncharged: 'What failed does not count for your quota.',
  },
  reroll: {
    summary: 'Make a new picture from one that is there',
    door: 'Reroll',
    options: {
      kind: 'What to keep: the wording, the seed, or everything',
      recipe: 'The recipe of the picture, if you are not under it',
      aspect: 'The shape for “shape”',
    },
  },
  edit: {
    summary: 'Change a picture’s words or settings: cat -> fox, + at night, --ar 16:9',
    options: {
      change: 'cat -> fox, + at night, - hat, --ar 16:9; anything else is the new prompt. Empty: a form',
      recipe: 'The recipe of the picture, if you are not under it',
      yes: 'Do not ask before painting several pictures',
    },
    ask: 'Change what you like, then paint again.',
    open: '✏️ Open the form',
  },
  wording: {
    summary: 'Show the words that the model really read for a picture',
    options: { recipe: 'The recipe of the picture, if you are not under it' },
    read: 'The model read these words:',
    same: 'The model read the words as they were written:',
    adopt: '📌 Adopt this wording',
    own: '✍️ Use my words only',
    mine: 'Written as',
  },
  show: {
    summary: 'Show a picture and its settings again, by its recipe',
    door: 'Show settings',
    options: {
      recipe: 'Its recipe, such as 7K3Q-9XWM-2D4H, or an address that ends with it',
      whole: 'Show the picture, too, to you alone',
    },
    again: 'To make it again, word for word:',
    reading: 'Looking into the picture…',
    inside: 'This picture tells about itself how it was made:',
    person: 'By',
    guidance: 'Guidance',
    steps: 'Steps',
    wordingSeed: 'Wording seed',
    enhance: 'Enhance',
    upscale: 'Upscale',
    on: 'on',
    off: 'off',
    before: 'Made from',
    after: 'Made from it',
  },
  lineage: {
    summary: 'Show what a picture was made from, and what was made from it',
    options: { recipe: 'The recipe of the picture, if you are not under it' },
    family: (count: number) => `AI-generated. A family of ${pictures(count)}, from the oldest to the youngest.`,
    alone: 'AI-generated. There is no other picture of its family to show.',
    self: 'this one',
  },
  delete: {
    summary: 'Delete your pictures, or cancel them while they wait',
    door: 'Delete mine',
    options: {
      recipe: 'The recipe of the picture, if you are not under it',
      undo: 'Bring back what was deleted in the last ten minutes',
    },
    deleted: (name: string) => `Deleted by ${name}. It can be brought back for ten minutes.`,
    back: 'It is there again.',
    gone: 'Deleted. Messages that showed it elsewhere keep showing it until they are deleted, too.',
  },
  send: {
    summary: 'Send yourself a copy of a picture with all its facts',
    options: { recipe: 'The recipe of the picture, if you are not under it' },
  },
  post: {
    summary: 'Show a private picture to everybody',
    options: {},
    posted: (name: string) => `AI-generated. Posted by ${name}.`,
    before: 'It is posted already. /show and its recipe bring it back wherever you like.',
  },
  describe: {
    summary: 'Write what a picture shows, for people who cannot see it',
    options: { text: 'What it shows', recipe: 'The recipe of the picture, if you are not under it' },
    labels: { text: 'What it shows' },
    ask: 'Write what the picture shows.',
    open: '💬 Open the form',
    done: 'The alternative text is saved. It is there wherever the picture is shown from now on.',
  },
  spoiler: {
    summary: 'Hide your picture behind a spoiler, or show it openly',
    options: { off: 'Show it openly', recipe: 'The recipe of the picture, if you are not under it' },
    done: 'Saved. It holds wherever the picture is shown from now on.',
  },
  history: {
    summary: 'Your recent pictures, newest first',
    door: 'Recent pictures',
    options: { person: 'Whose, if not yours: what they made here for everybody', before: 'Go on after this recipe' },
    mine: 'Your newest pictures.',
    theirs: 'Their newest pictures in this place.',
    none: 'There are no pictures yet. Type /imagine and say what you want to see.',
    noneHere: 'There are no pictures of theirs in this place.',
    older: 'Older',
    open: 'Open one…',
  },
  gallery: {
    summary: 'See this channel’s pictures, or make a channel a gallery',
    options: {
      words: 'Words to look for; or bind, unbind, info, rules, web, exhibition and what belongs to it',
      action: 'What to do; administrators bind channels and change galleries',
      order: 'Which come first',
      mine: 'Only your own',
      person: 'Only theirs',
      style: 'Only those of a style',
      seed: 'Only those with this seed',
      post: 'Show the page to everybody here',
      to: 'bind: the channel where pictures hang (default: this one)',
      from: 'bind: the channel whose pictures it collects, or “nothing” (default: all channels here)',
      mode: 'bind: every picture, what people star, posts of a forum, or only for the web',
      threshold: 'How many people must star a picture; 0: none',
      drop: 'Whether a picture goes again when it loses those stars (default: on)',
      ownStars: 'Whether its maker’s own star counts (default: off)',
      days: 'Days after which stars bring an old picture in no more; 0: they always do',
      name: 'What the gallery is called',
      join: 'bind: the code of a gallery elsewhere, also on the other chat',
      visibility: 'web: nobody, whoever has the link, members, or everybody',
      revoke: 'web: make a new link and a new code; the old ones end',
      day: 'exhibition: the day of the week, or off',
      time: 'exhibition: the time of the day, such as 18:00',
      zone: 'exhibition: by whose clock, such as Europe/Vienna',
      after: 'Go on after this recipe',
      before: 'Go back before this recipe',
    },
    /** Pages. */
    ofChannel: 'Pictures of this channel',
    ofGallery: (name: string) => `Pictures of the gallery “${name}”`,
    yours: 'Your pictures',
    orders: { newest: 'newest first', stars: 'most starred first' },
    page: (whose: string, order: string) => `${whose}, ${order}.`,
    none: 'There are no pictures here yet. Type /imagine and say what you want to see.',
    noneOfYours: 'You have no pictures yet. Type /imagine and say what you want to see.',
    noneLike: 'No picture here is like that. Fewer or other words may find one.',
    noMore: 'There are no more pictures this way.',
    all: 'Show all',
    previous: 'Previous',
    next: 'Next',
    post: '📤 Post here',
    open: 'Open one…',
    openOnWeb: 'Open on the web',
    /** What a gallery is like. */
    nowhere: 'Galleries belong to the channels of a server or workspace. Please ask in one of them.',
    looking: 'Looking at the channels…',
    now: 'This is how the gallery is now.',
    name: 'Gallery',
    pictures: 'Pictures',
    rule: 'Shows',
    everything: 'every public picture',
    starred: (people: number) => `what ${people === 1 ? 'one person has' : `${people} people have`} starred`,
    drops: 'Goes again with fewer stars',
    ownStars: 'Makers’ own stars count',
    age: 'Stars bring in',
    anyAge: 'pictures of any age',
    days: (days: number) => `pictures of the last ${days === 1 ? 'day' : `${days} days`}`,
    web: 'On the web',
    visibilities: { off: 'off', link: 'for whoever has the link', members: 'for members', public: 'for everybody' },
    exhibition: 'Weekly exhibition',
    weekdays: {
      sunday: 'Sunday',
      monday: 'Monday',
      tuesday: 'Tuesday',
      wednesday: 'Wednesday',
      thursday: 'Thursday',
      friday: 'Friday',
      saturday: 'Saturday',
    },
    weekly: (day: string, time: string, zone: string) => `${day} ${time}, ${zone}`,
    code: 'Code',
    channels: 'Its channels',
    looks: {
      messages: 'Pictures hang there as messages.',
      posts: 'Pictures hang there as posts.',
      none: 'Nothing hangs there.',
    },
    everyChannel: 'all channels that everybody here can read',
    collects: (source: string) => `Collects from ${source}.`,
    shownOn: (source: string, wall: string) => `Whoever sees ${wall} then sees what is made in ${source}.`,
    collectsNothing: 'Collects nothing itself.',
    more: (count: number) => `and ${count === 1 ? 'another channel' : `${count} others`}, perhaps elsewhere`,
    others: 'Other galleries here',
    inChannels: (count: number) => (count === 1 ? 'in one channel' : `in ${count} channels`),
    troubles: {
      gone: 'I can no longer reach this channel. Let me in and bind it again, or end that: /gallery unbind, naming it with to.',
      permissions:
        'I may not post pictures in this channel any more. Give me that right, then use /gallery bind again.',
      forum: 'This channel is another kind of channel now. Please bind it again with /gallery bind.',
      other: 'Something keeps me from hanging pictures in this channel. Please bind it again with /gallery bind.',
    },
    /** What was done. */
    boundAs: {
      mirror: (channel: string) => `Public pictures hang in ${channel} from now on.`,
      starboard: (channel: string) => `What people star hangs in ${channel} from now on.`,
      forum: (channel: string) => `Pictures are posts in ${channel} from now on.`,
      web: (channel: string) => `${channel} belongs to the gallery; nothing hangs there. /gallery web shows it.`,
    },
    older: 'Older pictures are collected, but not hung.',
    adults: 'Only adults are let in there, so it takes what was made for adults, too.',
    notAdults: 'It takes nothing that was made for adults only.',
    howToJoin:
      'With the code, administrators elsewhere bind their channels to it and may change it: /gallery bind --join and the code.',
    unbound: (name: string) =>
      `The channel no longer belongs to “${name}”. What hangs there stays until it is deleted.`,
    ended: 'It was the last one, so this gallery has ended, its link and its code too. /gallery bind begins a new one.',
    revoked: 'The old link and the old code no longer work.',
    webConsent: 'Makers are asked before a picture of theirs goes onto the web; /privacy changes that.',
    exhibited: 'The most starred pictures of the week are posted then, in every channel where the gallery hangs.',
    /** What hangs. */
    by: 'By',
    original: 'Original',
    earlier: 'Before that',
    later: 'Led to',
    message: 'open it',
    week: (name: string, day: string) => `The most starred pictures of “${name}” in the week up to ${day}.`,
    questions: {
      stars: (name: string) => `People have starred this picture of yours. May it hang in the gallery “${name}”?`,
      web: (name: string) => `May this picture of yours be on the web page of the gallery “${name}”?`,
    },
    answers: { yes: 'Yes', no: 'No', always: 'Always', never: 'Never' },
    trouble: (name: string | undefined) =>
      `I cannot hang pictures in a channel of ${name === undefined ? 'a gallery' : `the gallery “${name}”`}.`,
    channel: 'Channel',
  },
  star: {
    summary: 'Star a picture, so that it can get into the gallery',
    door: 'Star',
    options: { recipe: 'The recipe of the picture, if you are not under it', off: 'Take your star back' },
    given: (count: number) => `★ ${count}. Your star is there.`,
    taken: (count: number) => `★ ${count}. Your star is taken back.`,
  },
  clearStars: { summary: 'Take back all stars under a message', options: {} },
  withdraw: { summary: 'Take pictures out of galleries whose message was deleted', options: {} },
  unfurl: {
    summary: 'Show the picture that a link leads to',
    options: { gallery: 'The address of the gallery', recipe: 'The recipe of the picture' },
  },
  agree: {
    summary: 'Answer the question whether a picture may be shown',
    options: { answer: 'Yes or no, for this picture or from now on', ask: 'What was asked' },
    yes: { stars: 'It may hang there.', web: 'It may be on the web.' },
    no: { stars: 'It does not hang there.', web: 'It is not on the web.' },
    always: {
      stars: 'From now on, stars bring your pictures into galleries without asking you. /privacy changes that.',
      web: 'From now on, your pictures go onto web galleries without asking you. /privacy changes that.',
    },
    never: {
      stars: 'From now on, others’ stars bring no picture of yours into galleries. /privacy changes that.',
      web: 'From now on, no picture of yours goes onto web galleries. /privacy changes that.',
    },
  },
  privacy: {
    summary: 'Decide where your pictures are shown, how you are called there, or erase everything',
    options: {
      stars: 'Whether others’ stars may bring your pictures into galleries',
      web: 'Whether your pictures may be on the web pages of galleries',
      name: 'What galleries call you instead of your name here; - for none',
      erase: 'Delete everything of yours for good',
      yes: 'Erase without asking again',
    },
    now: 'Your private pictures stay private whatever you choose here. It holds for what is shown already, too.',
    stars: 'Others’ stars',
    web: 'Web galleries',
    name: 'Name in galleries',
    meanings: {
      stars: {
        open: 'bring your pictures into galleries (open)',
        ask: 'bring them in once you have agreed (ask)',
        never: 'bring none of them in (never)',
      },
      web: {
        open: 'show your pictures (open)',
        ask: 'show those that you have agreed to (ask)',
        never: 'show none of them (never)',
      },
    },
    ownName: (name: string) => `your name here, ${name}`,
    question:
      'This deletes all your pictures, presets, lists of your own, stars and decisions, everywhere and for good. Nobody can bring them back.',
    buttonless: 'Ask again with --erase --yes to do it.',
    erase: 'Erase everything',
    erased: (count: number) =>
      `${count === 1 ? 'One picture' : `${count} pictures`} and everything else of yours is deleted, everywhere.`,
  },
  queue: {
    summary: 'Your pictures that wait or are being painted, and everybody’s line',
    options: {},
    none: 'You have nothing in line.',
    mine: (count: number) => `You have ${pictures(count)} in line or being painted.`,
    all: (waiting: number, running: number) => `Everybody together: ${waiting} waiting, ${running} being painted.`,
    heading: 'Yours',
    cancel: (number: number) => `Cancel ${number}`,
    cancelAll: 'Cancel all',
  },
  rules: {
    summary: 'What holds in this channel: pictures, spoilers, age restriction',
    options: {
      pictures: 'Whether pictures may be made here',
      spoiler: 'Hide every picture behind a spoiler',
      restricted: 'Treat this channel as for adults: what is made here is shown nowhere else',
    },
    now: 'What holds in this channel:',
    rules: { pictures: 'Pictures', spoiler: 'Always a spoiler', restricted: 'Adults only' },
    on: 'on',
    off: 'off',
    platform: 'on, as the channel itself is age-restricted',
    change: 'Administrators change it with the options of this command.',
  },
  emoji: {
    summary: 'Which reaction under a picture does what, on this server',
    options: { emoji: 'The emoji', does: 'The command that it calls, “nothing” or “default”' },
    now: 'Reactions under my pictures:',
    nothing: 'nothing',
    change: 'Administrators change them: /emoji --emoji 🎲 --does reroll',
  },
  cancel: {
    summary: 'Cancel your pictures that are waiting or being painted',
    options: {},
    button: 'Cancel',
    done: (count: number) => `Cancelled ${pictures(count)}.`,
  },
  usage: {
    summary: 'How many pictures you have made today and this month',
    options: {},
    intro:
      'Your pictures, by the calendar in UTC. Failed ones do not count, nor those cancelled before they were being painted.',
    day: 'Today',
    month: 'This month',
    soFar: { day: 'So far today:', month: 'So far this month:' } satisfies Record<Period, string>,
    /** A limit that several share. */
    shared: (scope: Exclude<Scope, 'person'>, period: Period) =>
      `${sharers[scope]}, ${period === 'day' ? 'today' : 'this month'}`,
    left: (count: number) => (count > 0 ? `${pictures(count)} left` : 'nothing left'),
    spent: (amount: string) => `${amount} spent`,
    community: 'This community',
    limits: 'Limits that apply here',
    busiest: 'Most pictures today',
    nobody: 'Nobody has made a picture here today.',
    line: 'Everybody’s line, now',
    waiting: 'waiting',
    painting: 'being painted',
    pictures: (used: number) => pictures(used),
    picturesOf: (used: number, limit: number) => `${used} of ${pictures(limit)}`,
    moneyOf: (used: string, limit: string) => `${used} of ${limit} spent`,
    refills: (at: number) => `new ones from ${moment.format(at)} UTC`,
  },
  help: {
    summary: 'What Easel can do, and every option',
    options: { command: 'Only this command' },
    intro: 'Easel paints pictures from words. Type /imagine and say what you want to see.',
    usage: 'Options may also be typed as words: a fox --aspect 16:9 --seed 42 --no-enhance',
    commands: 'What you can type (/help imagine shows every option)',
    reactions: 'What reactions under a picture do',
    required: 'required',
    range: (minimum: number, maximum: number) => `${minimum} to ${maximum}`,
    characters: (maximum: number) => `up to ${maximum} characters`,
    default: (value: string) => `default ${value}`,
    onOff: 'on or off',
    also: (flags: readonly string[]) => `also ${flags.join(', ')}`,
  },
  several: {
    progress: (made: number, all: number) => `${made} of ${all} painted…`,
    prompts: 'Prompts',
  },
  question: {
    text: (count: number) => `That would be ${pictures(count)}. Press Go to paint them.`,
    /** Where nothing can be pressed. */
    buttonless: (count: number) => `That would be ${pictures(count)}. Ask again with --yes to paint them.`,
    time: 'Time',
    unknown: 'not known yet',
    behind: (wait: string, before: number) =>
      `${wait}, with the ${before === 1 ? 'one picture' : `${before} pictures`} waiting or being painted now`,
    cost: 'Cost',
    left: 'Left',
    go: 'Go',
  },
  go: {
    summary: 'Answer the question about several pictures',
    options: { cancel: 'Paint nothing' },
    begun: 'This question has been answered already.',
    cancelled: 'Nothing was painted.',
  },
  styles: {
    summary: 'Every style that /imagine knows',
    options: {},
    intro: 'A style adds a look to your words: /imagine a fox --style ink',
    heading: 'Styles',
    names: {
      photo: 'photograph in natural light',
      film: 'still from a film',
      portrait: 'portrait in a studio',
      macro: 'extreme close-up',
      food: 'food photograph',
      architecture: 'architectural photograph',
      noir: 'black and white, hard shadows',
      polaroid: 'faded instant photograph',
      watercolour: 'watercolour on textured paper',
      oil: 'oil on canvas',
      gouache: 'matte, opaque gouache',
      pastel: 'soft, chalky pastels',
      pencil: 'pencil sketch',
      charcoal: 'smudged charcoal',
      ink: 'Chinese ink wash',
      'ukiyo-e': 'Japanese woodblock print',
      anime: 'anime key visual',
      comic: 'comic book panel',
      storybook: 'illustration for a children’s book',
      fantasy: 'epic fantasy painting',
      cyberpunk: 'neon and rain at night',
      'art-deco': 'poster of the 1920s',
      'stained-glass': 'church window',
      papercut: 'layers of cut paper',
      claymation: 'scene made of clay',
      '3d': 'smooth 3D render',
      'low-poly': 'few, flat polygons',
      isometric: 'tiny isometric world',
      pixel: '16-bit pixel art',
      'line-art': 'single black lines',
      blueprint: 'white lines on blue paper',
      risograph: 'grainy print in two colours',
      sticker: 'sticker with a white border',
      logo: 'simple vector logo',
    } satisfies Record<Style, string>,
  },
  preset: {
    summary: 'Save settings of /imagine under a name, show or delete them',
    options: {
      name: 'Name of the preset',
      action: 'What to do with it (default: save when you give settings, or else show)',
      settings: 'What to save: options such as --style noir --aspect 16:9, or words to put after the prompt',
      shared: 'For everybody here instead of you alone',
    },
    labels,
    saved: (name: string) => `Saved the preset “${name}”.`,
    deleted: (name: string) => `Deleted the preset “${name}”.`,
    isYours: (name: string) => `“${name}” is your preset.`,
    isShared: (name: string) => `“${name}” is a preset for everybody here.`,
    use: 'Use',
    line: 'Save again',
    intro: 'Use one with /imagine a fox --preset and its name.',
    none: 'There are no presets yet. Save one: /preset noir --settings "--style noir --aspect 16:9"',
    yours: 'Yours',
    shared: 'For everybody here',
    more: (count: number) => `and ${count} more`,
  },
  list: {
    summary: 'Save words under a name for {{name}} in prompts, show or delete them',
    options: {
      name: 'Name of the list',
      action: 'What to do with it (default: save when you give words, or else show)',
      words: 'What to save: 2 to 200 words with commas between them',
    },
    labels,
    saved: (name: string, count: number) => `Saved the list “${name}” of ${count} words.`,
    deleted: (name: string) => `Deleted the list “${name}”.`,
    shown: (name: string, count: number) => `The list “${name}” has ${count} words:`,
    use: 'Use',
    intro: 'Write a list’s name in double braces, and each picture gets one of its words.',
    none: 'There are no word lists here yet. Save one: /list colors --words "red, green, blue"',
    heading: 'Word lists here',
    count: (count: number) => `${count} words`,
    more: (count: number) => `and ${count} more`,
  },
};

export type Words = typeof en;
