import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sentenceOf } from '../../../commands/replies.ts';
import { Problem } from '../../../src/core/problem.ts';
import type { Person } from '../../fakes/discord.ts';
import { createSamples, options } from './sample.ts';
import { openStage, type Stage } from './stage.ts';

describe('a form', () => {
  let stage: Stage;
  let ada: Person;
  let samples: ReturnType<typeof createSamples>;

  beforeEach(async () => {
    stage = await openStage();
    ada = stage.discord.user('Ada');
    samples = createSamples();
  });
  afterEach(() => stage.close());

  const button = { label: 'Edit', command: 'edit', about: 'discord:5', picture: 2 };
  const fields = { prompt: 'a fox', aspect: '16:9', loud: false, seed: 42, style: 'oil' };
  const form = { command: 'paint', about: 'discord:5', picture: 2, fields };

  /** `edit` asks for what `paint` then does; its button is under what `show` says. */
  const commands = () => [
    samples.command('paint', function* () {
      yield { state: 'done', text: 'Painted' };
    }),
    samples.command('edit', function* () {
      yield { state: 'done', whisper: true, text: 'Write it yourself', form };
    }),
    samples.command('show', function* () {
      yield { state: 'done', text: 'Shown', buttons: [button], menus: [{ label: 'More', choices: [button] }] };
    }),
  ];
  const painted = () => samples.called.findLast(({ invocation }) => invocation.command === 'paint');
  const shown = async () => (await ada.runs('/show')).message();

  it('opens after a slash command, filled in, in the asker’s language, and nothing else is shown', async () => {
    await stage.start(commands());
    const asked = await stage.discord.user('Bob', { locale: 'zh-CN' }).runs('/edit');
    const { title, fields: asks } = await asked.form();
    expect(title).toBe('Does paint 吧');
    expect(asks).toEqual([
      { label: '文字', description: 'What prompt is', kind: 'paragraph', value: 'a fox', choices: [] },
      { label: 'aspect', description: 'What aspect is', kind: 'choice', value: '16:9', choices: ['1:1', '16:9'] },
      { label: 'loud', description: 'What loud is', kind: 'choice', value: 'off', choices: ['on', 'off'] },
      { label: 'count', description: 'What count is', kind: 'line', value: '', choices: [] },
      { label: '--…', description: '--style --seed', kind: 'line', value: '--style oil --seed 42', choices: [] },
    ]);
    expect(await asked.acknowledged()).toMatchObject({ type: 9 });
    expect(stage.discord.general.messages()).toEqual([]);
  });

  it('that is sent off calls its command with all fields, about the same picture', async () => {
    await stage.start(commands());
    const asked = (await (await ada.runs('/edit')).form())
      .fill({ Words: 'a cat\nat dawn', loud: 'on', count: '3', aspect: '', '--…': '--seed 7' })
      .submit();
    expect(await asked.message()).toMatchObject({ text: 'Painted', ephemeral: false });
    expect(painted()).toMatchObject({
      options: { prompt: 'a cat\nat dawn', aspect: undefined, loud: true, count: 3, seed: 7, style: undefined },
      invocation: { id: `discord:${asked.id}`, about: 'discord:5', picture: 2, person: { name: 'Ada' } },
    });
  });

  it('that is sent off as it was leads to the same options', async () => {
    await stage.start(commands());
    await (await (await ada.runs('/edit')).form()).submit().message();
    expect(painted()?.options).toEqual(options.parse({ ...fields, kind: undefined }));
  });

  it.each(['a button', 'a menu'])('opens after %s', async (what) => {
    await stage.start(commands());
    const message = await shown();
    const asked = what === 'a button' ? ada.presses(message, 'Edit') : ada.chooses(message, 'More', 'Edit');
    const sent = (await asked.form()).submit();
    expect(await sent.message()).toMatchObject({ text: 'Painted' });
    expect(painted()?.invocation).toMatchObject({ about: 'discord:5', picture: 2 });
  });

  it('does not open after a form: the rest is said', async () => {
    const [paint, ...others] = commands();
    const again = { command: 'edit', fields: {} };
    const chain = samples.command('chain', function* () {
      yield { state: 'done', text: 'First', form: again };
    });
    await stage.start([chain, ...(paint ? [paint] : []), ...others]);
    const second = (await (await ada.runs('/chain')).form()).submit();
    expect(await second.message()).toMatchObject({ text: 'Write it yourself', ephemeral: true });
  });

  it.each([
    [
      'what does not fit: its asker is told so',
      { command: 'paint', fields: { prompt: 'x'.repeat(4001) } },
      sentenceOf(new Problem('form_too_small', {}), 'en'),
    ],
    ['a command that there is not: the rest is said', { command: 'gone', fields: {} }, 'Write it yourself'],
  ])('does not open for %s', async (_, wanted, text) => {
    const strange = samples.command('strange', function* () {
      yield { state: 'done', whisper: true, text: 'Write it yourself', form: wanted };
    });
    await stage.start([...commands(), strange]);
    expect(await (await ada.runs('/strange')).message()).toMatchObject({ text, ephemeral: true });
  });

  it('that Discord refuses is replaced by the rest, and the operator is told', async () => {
    const easel = await stage.start(commands());
    stage.discord.fault({ path: /callback$/, times: 1, outcome: { status: 400, code: 50035 } });
    expect(await (await ada.runs('/edit')).message()).toMatchObject({ text: 'Write it yourself' });
    expect(await easel.says('a form was refused')).toMatchObject({ level: 'warn' });
  });

  it('whose answer is lost is open once', async () => {
    await stage.start(commands());
    stage.discord.fault({ path: /callback$/, times: 1, outcome: 'unanswered' });
    const asked = await ada.runs('/edit');
    const callbacks = () => stage.discord.requests.filter(({ path }) => path.endsWith('/callback'));
    await stage.patiently(stage.discord.until('the second try', () => callbacks()[1]));
    expect((await asked.form()).fields).toHaveLength(5);
    await (await ada.runs('/show')).message();
    expect(stage.discord.general.messages()).toMatchObject([{ text: 'Shown' }]);
  });

  it('that came from a message can be answered in its place', async () => {
    const paint = samples.command('paint', function* () {
      yield { state: 'done', text: 'Painted over', where: 'subject' };
    });
    await stage.start([paint, ...commands().slice(1)]);
    const message = await shown();
    const sent = (await ada.presses(message, 'Edit').form()).submit();
    expect(await sent.acknowledged()).toMatchObject({ type: 7 });
    expect(stage.discord.general.messages()).toMatchObject([{ id: message.id, text: 'Painted over' }]);
  });

  it('of nobody’s command is answered kindly', async () => {
    const first = await stage.start(commands());
    const open = await (await ada.runs('/edit')).form();
    await first.close();
    await stage.start([]);
    const text = sentenceOf(new Problem('button_unknown', {}), 'en');
    expect(await open.submit().message()).toMatchObject({ text, ephemeral: true });
  });

  it('opens for an old message after a restart', async () => {
    const first = await stage.start(commands());
    const message = await shown();
    await first.close();
    await stage.start(commands());
    expect((await ada.presses(message, 'Edit').form()).title).toBe('Does paint');
  });
});
