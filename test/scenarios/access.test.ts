import { expect } from 'vitest';
import { pictured, recipeIn, saying } from './chat.ts';
import { scenarios } from './scenario.ts';

const chinese = { locale: 'zh-CN' };

scenarios('alternative text', (scenario) => {
  scenario('says the prompt, on every picture', async ({ ada, room }) => {
    await ada.asks('/imagine a fox at dawn', room);
    const one = await room.shows(pictured());
    expect(one.images[0]?.alt).toBe('AI-generated picture: a fox at dawn');
    await ada.asks('/imagine a {red, blue} fox --spoiler', room);
    await ada.presses(await ada.alone(saying('That would be 2 pictures.')), 'Go');
    const two = await room.shows(pictured(2));
    expect(two.images.map(({ alt }) => alt)).toEqual([
      'AI-generated picture: a red fox',
      'AI-generated picture: a blue fox',
    ]);
  });

  scenario('is written by its maker in a form, and there at once and later', async ({ ada, grace, room }) => {
    await ada.asks('/imagine a fox', room);
    const picture = await room.shows(pictured());
    await ada.chooses(picture, 'More…', '💬 Alternative text');
    const form = await ada.form();
    expect(form.values['What it shows']).toBe('a fox');
    await form.submit({ 'What it shows': 'A red fox sits in deep snow.' });
    const described = ({ images }: typeof picture) => images[0]?.alt === 'A red fox sits in deep snow.';
    const again = await room.shows(described);
    expect(again.id).toBe(picture.id);
    await grace.asks(`/show ${recipeIn(picture)}`, room);
    await room.shows((shown) => described(shown) && shown.id !== picture.id);
    await grace.chooses(picture, 'More…', '💬 Alternative text');
    await grace.alone(saying('Only the person whose it is, or a moderator, can do that.'));
  });
});

scenarios('spoilers', (scenario) => {
  scenario('hide a picture from the beginning, or later, and are taken away in its place', async ({ ada, room }) => {
    await ada.asks('/imagine a fox', room);
    const open = await room.shows((shown) => pictured()(shown) && saying('Recipe')(shown));
    const hides = (spoiler: boolean) => (shown: typeof open) =>
      shown.id === open.id && shown.images.length === 1 && shown.images[0]?.spoiler === spoiler;
    expect(hides(false)(open)).toBe(true);
    await ada.chooses(open, 'More…', '🙈 Hide behind a spoiler');
    // Slack shows hidden pictures a moment before what can be done with them.
    const isHidden = (shown: typeof open) =>
      hides(true)(shown) && shown.menus.some(({ choices }) => choices.includes('👀 Take the spoiler away'));
    const hidden = await room.shows(isHidden);
    expect(hidden.images[0]?.sha).toBe(open.images[0]?.sha);
    const deleted = (shown: typeof open) =>
      shown.id === open.id && shown.images.length === 0 && shown.buttons.includes('↩️ Undo');
    await ada.chooses(hidden, 'More…', '❌ Delete');
    await ada.presses(await room.shows(deleted), '↩️ Undo');
    await room.shows(isHidden);
    await ada.chooses(hidden, 'More…', '👀 Take the spoiler away');
    await room.shows(hides(false));
    expect(room.shown()).toHaveLength(1);
  });

  scenario('are nobody else’s to take away', async ({ ada, grace, room }) => {
    await ada.asks('/imagine a fox --spoiler', room);
    const hidden = await room.shows((shown) => pictured()(shown) && saying('Recipe')(shown));
    expect(hidden.images[0]?.spoiler).toBe(true);
    await grace.chooses(hidden, 'More…', '👀 Take the spoiler away');
    await grace.alone(saying('Only the person whose it is, or a moderator, can do that.'));
  });
});

scenarios('what is going on', (scenario) => {
  scenario('is said in words, not by colour alone', async ({ ada, room, world }) => {
    const letGo = world.hold();
    await ada.asks('/imagine a fox', room);
    const working = await room.shows(saying('Painting…'));
    letGo();
    const done = await room.shows(pictured());
    await ada.asks('/imagine a hen [refused]', room);
    const failed = await room.shows(saying('safety filter refused this prompt'));
    expect(done.says).toContain('AI-generated');
    expect(new Set([working, done, failed].map(({ says }) => says)).size).toBe(3);
    await ada.asks('/imagine a hen', room);
    const cancelling = await room.shows(saying('a hen'));
    expect(cancelling.says).not.toBe('');
  });
});

scenarios('in Chinese', (scenario) => {
  scenario('replies, buttons and menus', async ({ chat, room, world }) => {
    const mei = chat.person('Mei', chinese);
    const letGo = world.hold();
    await mei.asks('/imagine 黎明的狐狸', room);
    const working = await room.shows(saying('正在绘制…'));
    expect(working.buttons).toEqual(['取消']);
    letGo();
    const picture = await room.shows(pictured());
    expect(picture.says).toContain('AI 生成');
    expect(picture.says).toMatch(/种子 \d+/);
    const labels = [...picture.buttons, ...picture.menus.flatMap(({ label, choices }) => [label, ...choices])];
    // Proportions are the same everywhere.
    const words = labels.filter((label) => !/^\d+:\d+$/.test(label));
    for (const label of words) expect(label).toMatch(/\p{sc=Han}|^1:1 large$/u);
  });

  scenario('forms', async ({ chat, room }) => {
    const mei = chat.person('Mei', chinese);
    await mei.asks('/imagine 狐狸', room);
    const picture = await room.shows(pictured());
    await mei.presses(picture, picture.buttons.find((label) => label.startsWith('✏️')) ?? '');
    const form = await mei.form();
    const labels = Object.keys(form.values);
    expect(Object.values(form.values)).toContain('狐狸');
    expect(labels.some((label) => /\p{sc=Han}/u.test(label))).toBe(true);
  });

  scenario('failures, questions and whatever else is told', async ({ chat, room }) => {
    const mei = chat.person('Mei', chinese);
    await mei.asks('/imagine 狐狸 [refused]', room);
    await room.shows(saying('图像服务的安全过滤拒绝了这段描述，请换一种说法。'));
    await mei.asks('/imagine 狐狸 --count 2', room);
    const question = await mei.alone(saying('这样会有 2 张图片。'));
    expect(question.buttons).toEqual(['开始', '取消']);
    for (const line of ['/help', '/usage', '/queue', '/rules', '/emoji', '/styles', '/preset', '/list', '/history']) {
      await mei.asks(line, room);
    }
    await mei.alone(saying('本频道'));
    for (const { says } of mei.private()) expect(says).toMatch(/\p{sc=Han}/u);
  });

  scenario('also after a press by somebody else, who reads their own language', async ({ chat, ada, room }) => {
    const mei = chat.person('Mei', chinese);
    await ada.asks('/imagine a fox', room);
    const picture = await room.shows(pictured());
    await mei.presses(picture, '📖 What was read');
    expect((await mei.alone(saying('模型'))).buttons.join()).toMatch(/\p{sc=Han}/u);
  });
});
