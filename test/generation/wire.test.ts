import { describe, expect, test } from 'vitest';
import { corners, watermarkLanguages } from '../../src/core/generation.ts';
import { requestBody } from '../../src/generation/wire.ts';
import { requestForTests as request } from '../fakes/generation.ts';

describe('requestBody', () => {
  test('sends every field of the API text', () => {
    expect(requestBody(request, 'url')).toEqual({
      req_key: 'high_aes_general_v21_L',
      prompt: 'a fox at dawn',
      req_schedule_conf: 'general_v20_9B_pe',
      llm_seed: 7,
      seed: 42,
      scale: 3.5,
      ddim_steps: 25,
      width: 512,
      height: 288,
      use_pre_llm: true,
      use_sr: true,
      return_url: true,
      logo_info: { add_logo: false, position: 0, language: 0, opacity: 0.3, logo_text_content: '' },
    });
  });

  test('sends false as false', () => {
    const body = requestBody({ ...request, enhance: false, upscale: false, wording: 'rephraser' }, 'base64');
    expect(body).toMatchObject({
      use_pre_llm: false,
      use_sr: false,
      return_url: false,
      req_schedule_conf: 'general_v20_9B_rephraser',
    });
  });

  test.each([
    ['2.1 Pro', 'high_aes_general_v21_L'],
    ['2.0 Pro', 'high_aes_general_v20_L'],
    ['2.0', 'high_aes_general_v20'],
    ['high_aes_general_v30l_zt2i', 'high_aes_general_v30l_zt2i'],
    ['constructor', 'constructor'],
  ])('model %s is %s', (model, key) => {
    expect(requestBody({ ...request, model }, 'base64').req_key).toBe(key);
  });

  test.each(corners.map((corner, position) => ({ corner, position })))('$corner is $position', (row) => {
    const watermark = { text: 'Easel', corner: row.corner, language: watermarkLanguages[1], opacity: 0.5 };
    expect(requestBody({ ...request, watermark }, 'base64').logo_info).toEqual({
      add_logo: true,
      position: row.position,
      language: 1,
      opacity: 0.5,
      logo_text_content: 'Easel',
    });
  });

  test('corners and languages are in the order of the API’s numbers', () => {
    expect(corners).toEqual(['bottom right', 'bottom left', 'top left', 'top right']);
    expect(watermarkLanguages).toEqual(['Chinese', 'English']);
  });
});
