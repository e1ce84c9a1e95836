import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sentenceOf } from '../../../commands/replies.ts';
import { Problem } from '../../../src/core/problem.ts';
import { type ManualClock, manualClock } from '../../fakes/clock.ts';
import { type FakeDiscord, type Person, startFakeDiscord } from '../../fakes/discord.ts';
import { type Easel, letRun, startEasel } from './easel.ts';

const never = new Promise(() => undefined);

describe('while Discord is slow', () => {
  let clock: ManualClock;
  let discord: FakeDiscord;
  let easel: Easel;
  let ada: Person;

  beforeEach(async () => {
    clock = manualClock();
    discord = await startFakeDiscord({ clock });
    easel = await startEasel(discord, { clock });
    ada = discord.user('Ada');
  });
  afterEach(async () => {
    await easel.close();
    await discord.close();
    expect(discord.violations).toEqual([]);
  });

  const edits = () => discord.requests.filter(({ method }) => method === 'PATCH');
  const edited = (count: number) => discord.until(`${count} edits`, () => edits()[count - 1]);

  /** Whatever was sent before has most likely arrived after this. */
  async function roundTrip(): Promise<void> {
    await (await discord.user('Bob').runs('/help', {}, discord.channel())).message();
  }

  /** Asks for a picture, and waits until it is being painted and its first progress is on its way. */
  async function imagine() {
    const asked = await ada.runs('/imagine', { prompt: 'a fox' });
    await easel.ordered();
    await clock.advance(700);
    await edited(1);
    return asked;
  }

  it('a picture waits no longer than a second for progress on its way', async () => {
    discord.fault({ method: 'PATCH', path: /@original$/, times: 1, hold: never });
    const asked = await imagine();
    easel.finish();
    // Lets the picture come before time goes on.
    await clock.advance(0);
    await clock.advance(1000);
    expect((await asked.message(({ images }) => images.length > 0)).images).toMatchObject([{ sha: easel.picture.key }]);
  });

  it('progress is sent once', async () => {
    discord.fault({ method: 'PATCH', path: /@original$/, times: 1, outcome: { status: 503, done: false } });
    const asked = await imagine();
    easel.step({ ahead: 2, since: clock.now(), again: undefined });
    await letRun(
      asked.message(({ text }) => text.includes('2 pictures are before')),
      clock,
    );
    expect(edits()).toHaveLength(2);
  });

  it('progress that hangs is given up after five seconds', async () => {
    discord.fault({ method: 'PATCH', path: /@original$/, times: 1, hold: never });
    const asked = await imagine();
    easel.step({ ahead: 2, since: clock.now(), again: undefined });
    await clock.advance(5700);
    await asked.message(({ text }) => text.includes('2 pictures are before'));
  });

  it('progress is nothing to post anew, however late its message was deleted', async () => {
    const asked = await imagine();
    await clock.advance(16 * 60_000);
    asked.deleteMessage();
    easel.step({ ahead: 2, since: clock.now(), again: undefined });
    await discord.until('the refusal', () => edits().find(({ status }) => status === 404));
    await roundTrip();
    easel.fail(new Problem('prompt_refused', {}));
    await discord.directOf(ada).lastMessage();
    // Neither progress nor what only the asker should see.
    expect(discord.general.messages()).toEqual([]);
  });

  it('a process that ends in the middle of an upload says so in the message', async () => {
    const asked = await imagine();
    discord.fault({ method: 'PATCH', path: /@original$/, times: 1, hold: never });
    easel.finish();
    await discord.until('the upload', () => edits().find(({ uploads }) => uploads.length > 0));
    await easel.close();
    expect(await asked.message()).toMatchObject({
      text: sentenceOf(new Problem('interrupted', {}), 'en'),
      images: [],
    });
  });

  it('a process that ends while Discord makes the picture wait says so in the message', async () => {
    const asked = await imagine();
    discord.fault({ method: 'PATCH', path: /@original$/, times: 1, outcome: { retryAfter: 40 } });
    easel.finish();
    await discord.until('the refusal', () => edits().find(({ status }) => status === 429));
    await easel.close();
    expect((await asked.message()).text).toBe(sentenceOf(new Problem('interrupted', {}), 'en'));
  });
});
