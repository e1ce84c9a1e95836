import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A JSON file of the folder that EASEL_TEST_DATA names: Discord's OpenAPI description and payloads recorded by others,
 * of which the project has no copy. Undefined where there is none; what they would check is then left to the rest.
 */
export function testData(name: string): unknown {
  const path = join(process.env['EASEL_TEST_DATA'] ?? '', name);
  return process.env['EASEL_TEST_DATA'] && existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}
