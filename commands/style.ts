import { z } from 'zod';
import { command } from '../src/core/command.ts';
import { styleNames } from './styles.ts';
import { manuals, wordsFor } from './words/words.ts';

/** Lists every style with what it looks like. */
export const styles = command({
  name: 'styles',
  manuals: manuals((words) => words.styles),
  options: z.object({}),
  async *run(_, { invocation }) {
    const { styles: words } = wordsFor(invocation.locale);
    yield {
      state: 'done',
      whisper: true,
      text: words.intro,
      sections: [{ heading: words.heading, rows: styleNames.map((name) => ({ term: name, text: words.names[name] })) }],
    };
  },
});
