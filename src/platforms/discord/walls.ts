import type { Clock } from '../../core/clock.ts';
import type { Images } from '../../core/image.ts';
import type { Walls } from '../../core/wall.ts';
import type { Itself } from './gateway.ts';
import { createHanging } from './hanging.ts';
import { nowhere, readHung } from './hung-address.ts';
import { createMessageManner } from './hung-message.ts';
import { createPostManner } from './hung-post.ts';
import type { Sender } from './rest.ts';
import { createTags } from './tags.ts';
import { takeDown } from './take-down.ts';

/**
 * Milliseconds after its start for which a process reckons with messages that another has posted and not written down:
 * by then it has taken over what was left. Discord knows their nonces for less.
 */
const youth = 15 * 60_000;

export interface WallParts {
  readonly bot: Sender;
  readonly images: Images;
  readonly clock: Clock;
  readonly itself: Itself;
  readonly survey: Walls['survey'];
  readonly isOpen: Walls['isOpen'];
}

/** What Discord does for galleries. */
export function createWalls({ bot, images, clock, itself, survey, isOpen }: WallParts): Walls {
  const started = clock.now();
  const tags = createTags();
  const isYoung = () => clock.now() - started < youth;

  return {
    survey,
    isOpen,
    takeDown: (message, channel, signal) => takeDown(bot, message, channel, signal),
    hang(spot, address) {
      const { id, channel, look } = spot;
      const known = address ? readHung(address) : nowhere(itself.application, id);
      // What another bot has hung is not ours to change.
      if (known?.application !== itself.application) return undefined;
      const manner =
        look === 'posts' && typeof channel === 'string'
          ? createPostManner({ bot, itself, tags }, { forum: channel, spot: id })
          : createMessageManner({ bot, itself, isYoung }, spot);
      return createHanging({ bot, images }, manner, known);
    },
  };
}
