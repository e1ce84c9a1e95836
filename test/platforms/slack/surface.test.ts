import { systemClock } from '../../../src/core/clock.ts';
import { createClient } from '../../../src/platforms/slack/client.ts';
import { render } from '../../../src/platforms/slack/render.ts';
import { createSurface } from '../../../src/platforms/slack/surface.ts';
import { type Shown, surfaceContract } from '../../contracts/surface-contract.ts';
import { checkBlocks } from '../../fakes/slack/blocks.ts';
import type { FakeWhisper } from '../../fakes/slack/model.ts';
import { readMrkdwn, see } from '../../fakes/slack/seen.ts';
import { startFakeSlack } from '../../fakes/slack.ts';
import { linesLog } from './chat.ts';
import { hastyClock } from './clock.ts';

const caption = '/imagine · Ada';

surfaceContract('Slack', async (images) => {
  const clock = hastyClock();
  const slack = await startFakeSlack({ clock: { now: clock.now, sleep: systemClock.sleep }, limited: false });
  const client = createClient({ botToken: slack.botToken, apiUrl: slack.apiUrl, clock, log: linesLog([]) });
  const channel = slack.channel('#art');
  const whispers: FakeWhisper[] = [];
  const surface = createSurface(
    { client, apiUrl: slack.apiUrl, images, clock, name: 'easel' },
    {
      call: 'slack:1',
      channel: channel.id,
      caption,
      responseUrl: 'http://127.0.0.1:9/never',
      async acknowledge(reply) {
        if (!reply.whisper || reply.state === 'working') return false;
        const { text, blocks } = render(reply, undefined, new Map());
        const checked = checkBlocks(blocks, () => true);
        if ('error' in checked) throw new Error(checked.messages.join(' '));
        whispers.push({ text, blocks: checked.value });
        return true;
      },
    },
  );

  return {
    surface,
    async shown(): Promise<Shown> {
      const [message] = channel.messages();
      const shown = message ?? whispers[0];
      if (!shown) throw new Error('Nothing is shown');
      return read(shown, message ? slack.images(message) : []);
    },
    messages: () => channel.messages().length + whispers.length,
    close: () => slack.close(),
  };
});

function read(message: FakeWhisper, images: Shown['images']): Shown {
  const { lines, quote, contexts, live } = see(message.blocks);
  const all = [...live, ...readMrkdwn(message.text).live];
  if (all.length > 0) throw new Error(`Alive in the message: ${all.join(' ')}`);
  const footnotes = contexts.filter((line) => line.includes(caption)).flat();
  return {
    // A running clock follows the words of progress.
    text: [...lines, ...footnotes.filter((words) => words !== caption)].join('\n'),
    quote,
    images: images.map(({ sha, alt, name }) => ({ sha, alt, name })),
    facts: contexts
      .filter((line) => !line.includes(caption))
      .flat()
      .join(' '),
  };
}
