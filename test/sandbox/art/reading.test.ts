import { describe, expect, it } from 'vitest';
import { readPrompt } from '../../../src/sandbox/art/reading.ts';

describe('readPrompt', () => {
  it.each([
    ['a fox at dawn in the forest', { subject: 'fox', time: 'dawn', scene: 'forest' }],
    ['狐狸，冬天的森林，夜晚', { subject: 'fox', time: 'night', scene: 'forest', season: 'winter' }],
    ['whales', { subject: 'whale', scene: 'sea' }],
    ['northern lights', { time: 'night', aurora: true, scene: 'lake' }],
    ['cities in the rain', { scene: 'city', rain: true }],
    ['Mountains in October', { scene: 'mountains', season: 'autumn' }],
    ['a planet', { scene: 'space', time: 'night' }],
  ])('%s', (prompt, expected) => {
    expect(readPrompt(prompt, 1)).toMatchObject(expected);
  });

  it('knows words only as whole words', () => {
    expect(readPrompt('a season of education, please', 1)).toMatchObject({ subject: undefined, season: undefined });
  });

  it('keeps the scene of a prompt when it is expanded', () => {
    const prompts = ['vast armies charging forward', 'a poem', 'nothing much', '一首诗'];
    for (const prompt of prompts) {
      expect(readPrompt(`${prompt}, soft golden light, fine grain`, 5)).toEqual(readPrompt(prompt, 5));
    }
  });
});
