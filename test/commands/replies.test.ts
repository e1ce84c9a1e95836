import { describe, expect, test } from 'vitest';
import { results } from '../../commands/pictures.ts';
import { failure, painting } from '../../commands/replies.ts';
import type { Generation, GenerationRequest } from '../../src/core/generation.ts';
import { Problem } from '../../src/core/problem.ts';
import { generationOf, paintingNow, requestForTests } from '../fakes/generation.ts';
import { invocationOf } from '../fakes/invocation.ts';

/** The reply to one call that made one picture. */
const picture = (generation: Generation, request: GenerationRequest, locale: string) =>
  results([{ wish: { request, notes: {} }, generation }], asked(locale));

const asked = (locale: string) => invocationOf('', { locale });

describe('while waiting', () => {
  test.each([
    [paintingNow, 'Painting…', '正在绘制…'],
    [{ ...paintingNow, ahead: 1 }, 'One picture is before yours…', '前面还有 1 张图片…'],
    [{ ...paintingNow, ahead: 3 }, '3 pictures are before yours…', '前面还有 3 张图片…'],
    [
      { ...paintingNow, ahead: 3, estimate: { p50: 38_001, p90: 70_000 } },
      '3 pictures are before yours; about 40 s…',
      '前面还有 3 张图片，大约需要 40 秒…',
    ],
    [
      { ...paintingNow, ahead: 1, estimate: { p50: 800, p90: 900 } },
      'One picture is before yours; about 5 s…',
      '前面还有 1 张图片，大约需要 5 秒…',
    ],
    [
      { ...paintingNow, ahead: 20, estimate: { p50: 172_000, p90: 300_000 } },
      '20 pictures are before yours; about 3 min…',
      '前面还有 20 张图片，大约需要 3 分钟…',
    ],
    [
      { ...paintingNow, again: 'new_seed' as const },
      'The safety filter refused the first picture. Painting another one with a new seed…',
      '第一张图被安全过滤拒绝了，正在用新的种子再画一张…',
    ],
    [
      { ...paintingNow, again: 'service' as const },
      'The image service had a hiccup. Trying again…',
      '图像服务出了点问题，正在重试…',
    ],
  ])('%j', (progress, english, chinese) => {
    expect(painting(requestForTests, progress, invocationOf('', { locale: 'en-US' }))).toMatchObject({
      state: 'working',
      text: english,
      quote: 'a fox at dawn',
      since: progress.since,
      shape: { width: 512, height: 288 },
      buttons: [{ label: 'Cancel', command: 'cancel', about: 'discord:1' }],
    });
    expect(painting(requestForTests, progress, invocationOf('', { locale: 'zh-CN' })).text).toBe(chinese);
  });
});

describe('the picture', () => {
  test('comes with everything that is needed to make it again, and both clocks', () => {
    const generation = generationOf(requestForTests);
    expect(picture(generation, requestForTests, 'en')).toMatchObject({
      state: 'done',
      text: 'AI-generated',
      quote: 'a fox at dawn',
      images: [{ image: generation.image, alt: 'AI-generated picture: a fox at dawn', name: 'easel-42.png' }],
      facts: [
        { label: 'Seed', value: '42', exact: true },
        { label: 'Time', value: '7.2 s painting, 9.9 s in all' },
        { label: 'Model', value: '2.1 Pro' },
        { label: 'Size', value: '1024 × 576' },
      ],
    });
  });

  test('shows our clock alone when the service does not tell its own', () => {
    const generation = generationOf(requestForTests, { upstreamElapsed: undefined, elapsed: 61_240 });
    const { facts = [] } = picture(generation, requestForTests, 'en');
    expect(facts[1]).toEqual({ label: 'Time', value: '61.2 s' });
    expect(picture(generation, requestForTests, 'zh-CN').facts?.[1]).toEqual({ label: '用时', value: '61.2 秒' });
  });

  test('says so when it has another seed than was ordered, and shows that one', () => {
    const generation = generationOf({ ...requestForTests, seed: 99 });
    const reply = picture(generation, requestForTests, 'en');
    expect(reply.text).toBe('AI-generated. The first picture was refused, so this one has another seed.');
    expect(reply.facts?.[0]).toMatchObject({ label: 'Seed', value: '99' });
    expect(reply.images?.[0]?.name).toBe('easel-99.png');
  });

  test('seeds are never grouped: people copy them', () => {
    const generation = generationOf({ ...requestForTests, seed: 2147483646 });
    expect(picture(generation, requestForTests, 'en').facts?.[0]?.value).toBe('2147483646');
  });
});

describe('a failure', () => {
  test('is told to the asker only, with what the operator can look up', () => {
    expect(failure(new Problem('service_busy', {}, { requestId: 'r-1' }), asked('en'))).toEqual({
      state: 'failed',
      text: 'The image service is too busy right now. Please try again in a minute.',
      whisper: true,
      facts: [{ label: 'ID', value: 'r-1', exact: true }],
    });
    expect(failure(new Problem('service_busy', {}), asked('zh-CN'))).toEqual({
      state: 'failed',
      text: '图像服务现在太忙了，请过一分钟再试。',
      whisper: true,
    });
  });

  test('never holds the hint or the cause', () => {
    const cause = new Error('https://cdn.example/a?x-signature=secret');
    const reply = failure(new Problem('prompt_refused', {}, { hint: 'prompt: a fox', cause }), asked('en'));
    expect(JSON.stringify(reply)).not.toMatch(/fox|secret|https/);
  });

  test('names the options that it is about, for forms', () => {
    expect(failure(new Problem('option_missing', { option: 'prompt' }), asked('en')).about).toEqual(['prompt']);
    expect(
      failure(new Problem('options_belong_together', { options: ['width', 'height'] }), asked('en')).about,
    ).toEqual(['width', 'height']);
    expect(failure(new Problem('cancelled', {}), asked('en'))).not.toHaveProperty('about');
  });
});
