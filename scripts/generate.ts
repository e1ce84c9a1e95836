import { readFile, writeFile } from 'node:fs/promises';
import { generated } from './generated.ts';

/** `npm run generate`: writes every file, or part of a file, that is made from the schemas. */
for (const { file, content } of await generated((path) => readFile(path, 'utf8'))) {
  await writeFile(file, content);
  console.log(`wrote ${file}`);
}
