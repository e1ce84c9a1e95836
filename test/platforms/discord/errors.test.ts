import { DiscordAPIError } from 'discord.js';
import { expect, it } from 'vitest';
import { postProblem, problemOf } from '../../../src/platforms/discord/errors.ts';

const place = { uploadLimit: 10 * 1024 * 1024 };
const refusal = (status: number, code: number) =>
  new DiscordAPIError({ message: 'No', code }, code, status, 'PATCH', 'https://discord.com/api', {});

it.each([
  [404, 10003, 'place_unreachable'],
  [404, 10004, 'place_unreachable'],
  [404, 10008, 'place_unreachable'],
  [429, 30046, 'place_unreachable'],
  [403, 50005, 'place_unreachable'],
  [400, 50008, 'place_unreachable'],
  [403, 50009, 'place_unreachable'],
  [400, 50024, 'place_unreachable'],
  [400, 50083, 'place_unreachable'],
  [400, 160005, 'place_unreachable'],
  [403, 50001, 'permission_missing'],
  [403, 50013, 'permission_missing'],
  [403, 50007, 'direct_messages_closed'],
  [413, 0, 'picture_too_large_for_place'],
  [400, 50035, 'unexpected'],
])('Discord’s %i with %i is %s', (status, code, problem) => {
  expect(problemOf(refusal(status, code), place).code).toBe(problem);
  expect(postProblem(refusal(status, code), place, false).code).toBe(problem);
});
