import { cancel } from '../../commands/cancel.ts';
import { emoji } from '../../commands/emoji.ts';
import { gallery } from '../../commands/gallery.ts';
import { go } from '../../commands/go.ts';
import { help } from '../../commands/help.ts';
import { history } from '../../commands/history.ts';
import { imagine } from '../../commands/imagine.ts';
import { commands } from '../../commands/index.ts';
import { list } from '../../commands/list.ts';
import { preset } from '../../commands/preset.ts';
import { privacy } from '../../commands/privacy.ts';
import { queue } from '../../commands/queue.ts';
import { rules } from '../../commands/rules.ts';
import { star } from '../../commands/star.ts';
import { styles } from '../../commands/style.ts';
import { usage } from '../../commands/usage.ts';
import { commandContract } from '../contracts/command-contract.ts';
import { albumOf, keptOf, recipeOf } from '../fakes/album.ts';
import { bindingOf, exhibitOf, galleriesOf, galleryOf } from '../fakes/galleries.ts';
import { invocationOf } from '../fakes/invocation.ts';
import { memorySettings } from '../fakes/settings.ts';

const simple = [cancel, usage, history, queue, rules, emoji];

commandContract(imagine, commands, [
  { kind: 'text', text: 'a fox at dawn' },
  { kind: 'text', text: 'a fox --ar 16:9 --seed 42 --no-enhance --watermark "ACME Corp"' },
  { kind: 'fields', fields: { prompt: 'a fox', width: 300, height: 400, guidance: 7.5, model: '2.0' } },
  { kind: 'text', text: 'a {red, blue} fox --count 2 --style noir' },
  { kind: 'text', text: 'a {red, blue} fox --count 2 --private --spoiler --yes' },
]);

commandContract(styles, commands, [{ kind: 'text', text: '' }]);

commandContract(preset, commands, [
  { kind: 'text', text: '' },
  { kind: 'text', text: 'noir --settings "--style noir"' },
  { kind: 'fields', fields: { name: 'noir', action: 'save', settings: 'in the rain', shared: true } },
]);

commandContract(list, commands, [
  { kind: 'text', text: '' },
  { kind: 'text', text: 'colors --words "red, blue"' },
  { kind: 'fields', fields: { name: 'colors', action: 'save', words: 'red\nblue' } },
]);

for (const text of ['a fox --count 2', 'a fox']) {
  const calls = [invocationOf(text, { id: 'discord:asked' })];
  commandContract(go, commands, [{ kind: 'text', text: '' }], { calls, about: 'discord:asked' });
}

commandContract(go, commands, [{ kind: 'text', text: '--cancel' }], {
  calls: [invocationOf('a fox --count 2', { id: 'discord:asked' })],
  about: 'discord:asked',
  settings: memorySettings(),
});

for (const command of simple) {
  commandContract(command, commands, [
    { kind: 'text', text: '' },
    { kind: 'fields', fields: {} },
  ]);
}

const person = { id: 'discord:42', name: 'Ada', rights: ['administer' as const] };
const survey = { community: '9', look: 'messages', restricted: false, isOpen: true, missing: [] } as const;
const channels = { '7': { ...survey, name: '#art' }, '8': { ...survey, name: '#best-of' } };
const hangs = { galleries: [galleryOf()], bindings: [bindingOf()] };

commandContract(
  gallery,
  commands,
  [
    { kind: 'text', text: '' },
    { kind: 'text', text: 'fox at dawn --order stars --mine --style noir --seed 42' },
    { kind: 'text', text: 'bind #8 --from #7 --threshold 5 --no-drop --own-stars --days 30 --name "Best of"' },
    { kind: 'text', text: 'rules #8 --threshold 1' },
    { kind: 'text', text: 'info #8' },
    { kind: 'text', text: 'web public' },
    { kind: 'text', text: 'exhibition sunday 18:00 Europe/Vienna' },
    { kind: 'fields', fields: { action: 'exhibition', day: 'off' } },
    { kind: 'fields', fields: { action: 'browse', words: 'web', person: '<@42>', post: true } },
  ],
  {
    ...{ person, channels, webUrl: 'https://easel.example', settings: memorySettings() },
    galleries: galleriesOf([exhibitOf({ stars: 3 })], hangs),
  },
);

commandContract(star, commands, [{ kind: 'text', text: recipeOf(1) }], {
  ...{ album: albumOf([keptOf()]), galleries: galleriesOf([exhibitOf()]) },
});

commandContract(
  privacy,
  commands,
  [
    { kind: 'text', text: '' },
    { kind: 'text', text: '--stars never --web open --name "Ada L."' },
    { kind: 'text', text: '--erase' },
    { kind: 'fields', fields: { erase: true, yes: true } },
  ],
  { settings: memorySettings() },
);

/** What these are about is in an album, so their tests say what comes of them. */
for (const command of commands) {
  if (![imagine, help, styles, preset, list, go, gallery, star, privacy, ...simple].includes(command))
    commandContract(command, commands, []);
}

commandContract(help, commands, [
  { kind: 'text', text: '' },
  { kind: 'text', text: 'imagine' },
  { kind: 'fields', fields: { command: '/Help' } },
]);
