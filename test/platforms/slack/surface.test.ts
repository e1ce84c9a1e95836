import { systemClock } from '../../../src/core/clock.ts';
import { attachSurface } from '../../../src/platforms/slack/attach.ts';
import { createClient } from '../../../src/platforms/slack/client.ts';
import { render } from '../../../src/platforms/slack/render.ts';
import { createSurface, nothingYet } from '../../../src/platforms/slack/surface.ts';
import { type Shown, surfaceContract } from '../../contracts/surface-contract.ts';
import { invocationOf } from '../../fakes/invocation.ts';
import type { FakeWhisper } from '../../fakes/slack/model.ts';
import { readMrkdwn, see } from '../../fakes/slack/seen.ts';
import { startFakeSlack } from '../../fakes/slack.ts';
import { linesLog, me } from './chat.ts';
import { hastyClock } from './clock.ts';

const caption = '/imagine · Ada';

surfaceContract('Slack', async (images) => {
  const clock = hastyClock();
  const slack = await startFakeSlack({ clock: { now: clock.now, sleep: systemClock.sleep }, limited: false });
  const client = createClient({ botToken: slack.botToken, apiUrl: slack.apiUrl, clock, log: linesLog([]) });
  const channel = slack.channel('#art');
  const ada = slack.user('Ada');
  const { responseUrl, acknowledge } = ada.uses();
  const call = invocationOf('a fox', {
    id: 'slack:1',
    person: { id: 'slack:T0FAKE:U1', name: 'Ada' },
    place: { platform: 'slack', channel: channel.id, community: 'T0FAKE' },
    askedAt: clock.now(),
  });
  const log = linesLog([]);
  const parts = { client, apiUrl: slack.apiUrl, images, clock, log, me };
  const surface = createSurface(parts, call, { responseUrl, pressed: false }, nothingYet(), async (reply) => {
    if (!reply.whisper || reply.state === 'working') return false;
    acknowledge({ response_type: 'ephemeral', ...render(reply, undefined, new Map()) });
    return true;
  });

  return {
    surface,
    attach: async (address) => attachSurface(parts, call, address),
    async shown(): Promise<Shown> {
      const [message] = channel.messages();
      const shown = message ?? ada.whispers[0];
      if (!shown) throw new Error('Nothing is shown');
      return read(shown, message ? slack.images(message) : []);
    },
    messages: () => channel.messages().length + ada.whispers.length,
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
