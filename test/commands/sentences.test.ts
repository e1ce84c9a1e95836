import { describe, expect, test } from 'vitest';
import { sentenceOf } from '../../commands/replies.ts';
import { en } from '../../commands/words/en.ts';
import { languages } from '../../commands/words/words.ts';
import { Problem, type ProblemCode, type ProblemFacts } from '../../src/core/problem.ts';

function told<Code extends ProblemCode>(code: Code, sentences: readonly (readonly [ProblemFacts[Code], string])[]) {
  return sentences.map(([facts, english]) => ({ code, problem: new Problem(code, facts), english }));
}

const later = 'The operator was told; please try again later.';

/** Every code with its exact sentence, so that a change of words is a decision. */
const rows = [
  ...told('option_missing', [
    [{ option: 'prompt' }, 'Please say what to paint, for example “/imagine a fox at dawn”.'],
    [{ option: 'seed' }, 'Please give “seed” as well.'],
  ]),
  ...told('option_unknown', [
    [
      { given: '--aspct', suggestion: '--aspect' },
      'There is no option --aspct. Did you mean --aspect? If it is part of what to paint, put a backslash (\\) before the dash.',
    ],
    [
      { given: '—x', suggestion: undefined },
      'There is no option —x. /help lists them all. If it is part of what to paint, put a backslash (\\) before the dash.',
    ],
    [{ given: 'dance', suggestion: undefined }, 'There is no option dance. /help lists them all.'],
  ]),
  ...told('option_twice', [[{ option: 'seed' }, '“seed” is there twice. Please give it once.']]),
  ...told('option_value_missing', [[{ option: 'seed' }, '--seed needs a value after it.']]),
  ...told('option_value_unwanted', [
    [{ option: 'hd' }, '--hd takes no value. Write --hd for on or --no-hd for off, at the end.'],
  ]),
  ...told('option_not_a_number', [
    [{ option: 'seed', given: 'red' }, '“seed” must be a number in plain digits, but it is “red”.'],
  ]),
  ...told('option_not_whole', [
    [{ option: 'seed', given: '1.5' }, '“seed” must be a whole number in plain digits, but it is “1.5”.'],
  ]),
  ...told('option_out_of_range', [
    [{ option: 'steps', given: '99', minimum: 1, maximum: 50 }, '“steps” must be from 1 to 50, but it is 99.'],
  ]),
  ...told('option_not_a_choice', [
    [
      { option: 'aspect', given: '16x9', choices: ['1:1', '4:3', '16:9'], suggestion: '16:9' },
      '“aspect” cannot be “16x9”. Did you mean 16:9? It can be 1:1, 4:3 or 16:9.',
    ],
    [
      { option: 'aspect', given: 'round', choices: ['1:1', '4:3'], suggestion: undefined },
      '“aspect” cannot be “round”. It can be 1:1 or 4:3.',
    ],
  ]),
  ...told('option_not_a_flag', [[{ option: 'hd', given: 'maybe' }, '“hd” is either on or off, but it is “maybe”.']]),
  ...told('option_too_long', [
    [
      { option: 'prompt', length: 801, maximum: 800 },
      '“prompt” has 801 characters, but at most 800 fit. Please shorten it.',
    ],
  ]),
  ...told('options_conflict', [
    [{ options: ['aspect', 'width'] }, '“aspect” and “width” do not go together. Please leave one out.'],
  ]),
  ...told('options_belong_together', [
    [{ options: ['width', 'height'] }, 'Please give “width” and “height” together.'],
  ]),
  ...told('size_too_large_for_model', [
    [
      { model: '2.0', maximum: 680 },
      'Model 2.0 paints at most 680 pixels a side. Please choose a smaller size or another model.',
    ],
  ]),
  ...told('command_unknown', [
    [{ given: 'imagin', suggestion: 'imagine' }, 'There is no command /imagin. Did you mean /imagine?'],
    [{ given: 'dance', suggestion: undefined }, 'There is no command /dance. /help lists them all.'],
  ]),
  ...told('button_unknown', [[{}, 'This button no longer works. /help lists what I can do.']]),
  ...told('too_many_pictures', [
    [
      { count: 12, maximum: 10 },
      'That would be 12 pictures, but at most 10 fit into one message. Please ask for fewer.',
    ],
  ]),
  ...told('braces_unclear', [
    [
      { given: 'a {red' },
      '“a {red” is unclear: write choices as {red, blue} and lists as {{colors}}, or put a backslash (\\) before a brace.',
    ],
  ]),
  ...told('list_unknown', [
    [{ given: 'colors', suggestion: undefined }, 'There is no word list “colors” here. /list shows them all.'],
    [{ given: 'colrs', suggestion: 'colors' }, 'There is no word list “colrs” here. Did you mean colors?'],
  ]),
  ...told('preset_unknown', [
    [{ given: 'noir', suggestion: undefined }, 'There is no preset “noir”. /preset shows yours.'],
    [{ given: 'nor', suggestion: 'noir' }, 'There is no preset “nor”. Did you mean noir?'],
  ]),
  ...told('name_unusable', [
    [{ given: 'a b' }, '“a b” cannot be a name. Please use up to 32 letters, digits, hyphens and underscores.'],
  ]),
  ...told('too_many_kept', [[{ limit: 50 }, 'There are 50 already, which is all that fit. Please delete one first.']]),
  ...told('emoji_unusable', [
    [{ given: 'ab' }, '“ab” is not one emoji that people can react with. Please give exactly one.'],
  ]),
  ...told('person_unknown', [[{ given: 'x y' }, 'I do not know who “x y” is. Please mention them with @.']]),
  ...told('channel_unknown', [
    [{ given: 'art' }, 'I see no channel “art” here. Please mention it with #, and let me in if it is hidden.'],
  ]),
  ...told('zone_unknown', [
    [{ given: 'Mars' }, 'I do not know the time zone “Mars”. Please write it like Europe/Vienna or UTC.'],
  ]),
  ...told('time_unreadable', [
    [{ given: 'soon' }, 'I cannot read “soon” as a time. Please write a day and a time, such as sunday 18:00.'],
  ]),
  ...told('gallery_unknown', [
    [{ given: 'X' }, 'No gallery has the code “X”. Please copy it again from /gallery info where the gallery is.'],
  ]),
  ...told('gallery_missing', [
    [
      {},
      'This channel belongs to no gallery. Administrators change that with /gallery bind, or name another channel with to.',
    ],
  ]),
  ...told('gallery_echo', [
    [{}, 'A gallery cannot hang in the channel whose pictures it collects. Please name another one with to, or from.'],
  ]),
  ...told('source_closed', [
    [
      { given: '#plans' },
      'Not everybody here can read “#plans”, so it is bound only from within: please use /gallery bind there, and name with to where its pictures hang.',
    ],
  ]),
  ...told('forum_needed', [[{ channel: '#art' }, '#art is no forum. Please choose a forum channel, or another mode.']]),
  ...told('forum_unfit', [
    [{ channel: '#art' }, '#art is a forum, where each picture is a post. Please choose the mode forum.'],
  ]),
  ...told('web_unreachable', [
    [{}, 'Galleries cannot be seen on the web here: whoever runs this bot has to set PUBLIC_URL first.'],
  ]),
  ...told('message_gone', [[{}, 'The message that was to be changed has been deleted.']]),
  ...told('wall_permissions_missing', [
    [
      { channel: '#best', permissions: ['Send Messages', 'Attach Files'] },
      'I cannot hang pictures in #best yet. Please allow me there: Send Messages, Attach Files. Then ask again.',
    ],
  ]),
  ...told('change_unmatched', [
    [{ given: 'cat' }, '“cat” is not in the prompt, so I cannot change it. Please write it as it is there.'],
  ]),
  ...told('picture_needed', [[{}, 'Which picture? Please do this under one of mine, or give its recipe.']]),
  ...told('picture_unknown', [
    [{ recipe: '7K3Q-9XWM-2D4H' }, 'I have no picture with the recipe 7K3Q-9XWM-2D4H. It may have been deleted.'],
  ]),
  ...told('picture_removed', [[{}, 'This picture was deleted.']]),
  ...told('picture_not_ready', [[{}, 'This picture is not there yet. Please try again when it is.']]),
  ...told('picture_never_made', [[{}, 'This picture was never made, so there is nothing left of it.']]),
  ...told('picture_private', [[{}, 'This picture is private: only the person who made it can use it.']]),
  ...told('picture_restricted', [
    [{}, 'This picture was made in an age-restricted channel, so it can only be shown in one. Please ask there.'],
  ]),
  ...told('recipe_mistyped', [
    [{ given: '7K3Q' }, '“7K3Q” is no recipe: one of its characters is wrong. Please check it.'],
  ]),
  ...told('undo_too_late', [[{}, 'It is too late for that: a deleted picture can be brought back for ten minutes.']]),
  ...told('wording_unknown', [[{}, 'The image service did not say which words it read for this picture.']]),
  ...told('settings_unreadable', [
    [{}, 'There is nothing in this picture that tells how it was made. It may not be one of mine.'],
  ]),
  ...told('file_unreachable', [[{}, 'The file could not be fetched. Please try again in a moment.']]),
  ...told('call_forgotten', [[{}, 'This is too long ago: what was asked is forgotten. Please ask again.']]),
  ...told('form_too_small', [
    [
      {},
      'These words are too long for a form here. Instead, answer the picture and mention me with your change, such as “fox -> cat”, or use /edit with its recipe.',
    ],
  ]),
  ...told('administrators_only', [[{}, 'Only an administrator can change that here.']]),
  ...told('direct_messages_closed', [
    [{}, 'I may not write to you directly. Please allow direct messages from this server, then try again.'],
  ]),
  ...told('pictures_off_here', [
    [{}, 'Pictures are turned off in this channel. An administrator can change that with /rules.'],
  ]),
  ...told('spoiler_always_here', [
    [{}, 'Every picture is hidden behind a spoiler in this channel. An administrator can change that with /rules.'],
  ]),
  ...told('permission_missing', [
    [
      { permissions: ['Send Messages', 'Attach Files'] },
      'I may not post pictures here. Please ask an administrator to give me Send Messages and Attach Files in this channel.',
    ],
  ]),
  ...told('not_in_channel', [
    [{ bot: 'easel' }, 'I am not in this channel yet. Type /invite @easel here, then ask again.'],
  ]),
  ...told('not_in_direct_message', [
    [
      {},
      'I cannot write in a conversation between other people. Please ask in a channel, or in a direct message to me.',
    ],
  ]),
  ...told('picture_too_large_for_place', [
    [
      { limit: 10 },
      'The picture is larger than the 10 MB that fit in here. Please try a smaller size, or turn “upscale” off.',
    ],
  ]),
  ...told('place_unreachable', [
    [
      {},
      'The message for the picture can no longer be reached. If it was painted, /history has it; otherwise please ask again.',
    ],
  ]),
  ...told('place_silent', [[{}, 'The chat service did not answer in time. Please ask again.']]),
  ...told('prompt_refused', [
    [{}, 'The image service’s safety filter refused this prompt. Please say it in other words.'],
  ]),
  ...told('prompt_names_refused', [
    [
      {},
      'The prompt has a name, brand or word that the image service does not allow. Try describing it without names.',
    ],
  ]),
  ...told('wording_refused', [
    [{}, 'The image service refused its own expanded prompt. Please try again with “enhance” off.'],
  ]),
  ...told('picture_refused', [
    [{}, 'Two pictures were painted, but the safety filter refused both. Softer words or another seed may help.'],
  ]),
  ...told('picture_copyright_refused', [
    [{}, 'The pictures came out too much like protected work and were refused. Other words or another seed may help.'],
  ]),
  ...told('request_refused', [
    [{}, 'The image service’s safety filter refused this request. Please say it in other words.'],
  ]),
  ...told('safety_check_down', [[{}, 'The image service’s safety check is down. Please try again in a moment.']]),
  ...told('service_busy', [[{}, 'The image service is too busy right now. Please try again in a minute.']]),
  ...told('service_failed', [
    [{}, 'The image service had a hiccup, also when tried again. Please try again in a moment.'],
  ]),
  ...told('service_unreachable', [[{}, 'The image service cannot be reached. Please try again in a few minutes.']]),
  ...told('service_timeout', [
    [
      { seconds: 120 },
      'The image service did not answer within 120 s. The picture may exist, so I did not ask twice: try again if you like.',
    ],
  ]),
  ...told('service_cut_off', [
    [
      {},
      'The connection broke while the picture was being painted. It may exist, so I did not ask twice: try again if you like.',
    ],
  ]),
  ...told('service_unclear', [
    [{}, 'The image service gave an answer that makes no sense. Please try again in a moment.'],
  ]),
  ...told('service_gave_no_picture', [
    [{}, 'The image service said it was done but sent no picture. Please try again.'],
  ]),
  ...told('picture_unreadable', [
    [{}, 'What the image service sent is not a picture that I can read. Please try again.'],
  ]),
  ...told('picture_expired', [[{}, 'The picture’s address had expired before I could fetch it. Please try again.']]),
  ...told('picture_download_failed', [[{}, 'The picture was painted, but fetching it failed. Please try again.']]),
  ...told('picture_address_refused', [[{}, `The image service sent an address that I must not open. ${later}`]]),
  ...told('picture_too_large', [[{}, 'The picture is larger than I may fetch. Please try a smaller size.']]),
  ...told('service_access_denied', [[{}, `The image service is not set up correctly. ${later}`]]),
  ...told('service_no_credit', [[{}, `The image service’s account is used up. ${later}`]]),
  ...told('service_misconfigured', [[{}, `Easel’s address of the image service is wrong. ${later}`]]),
  ...told('service_rejected_settings', [
    [{}, 'The image service rejected these settings. Please try again with the default size and steps.'],
  ]),
  ...told('service_rejected_request', [[{}, `Easel sent a request that the image service rejected. ${later}`]]),
  ...told('service_paused', [
    [
      { seconds: 30 },
      'The image service is not set up correctly, and the operator was told. I will try it again in 30 s.',
    ],
  ]),
  ...told('spoiler_always_here', [
    [{}, 'Every picture is hidden behind a spoiler in this channel. An administrator can change that with /rules.'],
  ]),
  ...told('cancelled', [[{}, 'Cancelled.']]),
  ...told('nothing_to_cancel', [[{}, 'Nothing is waiting or being painted any more, so there is nothing to cancel.']]),
  ...told('not_yours', [[{}, 'Only the person whose it is, or a moderator, can do that.']]),
  ...told('queue_full', [
    [{ limit: 1 }, 'You have one picture waiting already. Please try again when one is ready.'],
    [{ limit: 5 }, 'You have 5 pictures waiting already. Please try again when one is ready.'],
  ]),
  ...told('channel_queue_full', [
    [{ limit: 9 }, 'This channel has 9 pictures waiting already. Please try again when one is ready.'],
  ]),
  ...told('quota_used_up', [
    [
      { scope: 'person', period: 'day', refillsAt: Date.UTC(2026, 0, 2) },
      'Your pictures are used up for today. There are new ones from 2 Jan 2026, 00:00 UTC.',
    ],
    [
      { scope: 'channel', period: 'month', refillsAt: Date.UTC(2026, 1, 1) },
      'The pictures of this channel are used up for this month. There are new ones from 1 Feb 2026, 00:00 UTC.',
    ],
  ]),
  ...told('shutting_down', [[{}, 'Easel is being restarted. Please ask again in a minute.']]),
  ...told('interrupted', [
    [{}, 'Easel was restarted before the picture was ready. Nothing is running any more: please ask again.'],
  ]),
  ...told('storage_failed', [[{}, `Easel cannot save anything right now. ${later}`]]),
  ...told('unexpected', [
    [{}, 'Something went wrong inside Easel. The operator can find it in the log; please try again.'],
  ]),
];

test.each(rows)('$code: $english', ({ problem, english }) => {
  expect(sentenceOf(problem, 'en')).toBe(english);
});

test('no code is missing from this table', () => {
  expect([...new Set(rows.map(({ code }) => code))].sort()).toEqual(Object.keys(en.problems).sort());
});

describe.each(Object.keys(languages))('in %s', (language) => {
  test.each(rows)('$code is a whole sentence about its facts: $english', ({ problem, english }) => {
    const text = sentenceOf(problem, language);
    expect(text).toMatch(/\S[.?!。？！]$/u);
    expect(text).not.toMatch(/undefined|null|NaN|\[object|\s{2}|^\s|\$\{/);
    // Scopes and periods are translated; everything else that people gave or may copy is shown as it is.
    if (problem.code === 'quota_used_up') return;
    for (const fact of Object.values(problem.facts).flat().map(String)) {
      if (english.includes(fact)) expect(text).toContain(fact);
    }
  });
});
