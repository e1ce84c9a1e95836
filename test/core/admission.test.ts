import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { admit } from '../../src/core/admission.ts';
import type { Kept } from '../../src/core/album.ts';
import type { Candidate, Collecting } from '../../src/core/curation.ts';
import type { Binding, Gallery, GalleryRules } from '../../src/core/gallery.ts';
import { keptOf } from '../fakes/album.ts';

const now = 1_700_000_000_000;
const day = 24 * 3_600_000;

const wall: Binding = {
  gallery: 'g',
  channel: 'discord:70',
  community: 'discord:9',
  source: 'discord:9',
  look: 'messages',
  restricted: false,
  locale: 'en',
  person: 'discord:1',
  since: now - 30 * day,
  trouble: undefined,
};

const gallery: Gallery = {
  id: 'g',
  name: 'Best of',
  rules: { threshold: 2, drops: true, ownStars: false, days: undefined },
  visibility: 'link',
  address: 'a'.repeat(24),
  code: '7K3Q-9XWM-2D4H',
  exhibition: undefined,
};

interface Case {
  readonly kept?: Partial<Kept> | undefined;
  readonly rules?: Partial<GalleryRules>;
  readonly gallery?: Partial<Gallery>;
  readonly wall?: Partial<Binding>;
  readonly collecting?: Partial<Collecting>;
  readonly candidate?: Partial<Candidate>;
  readonly isOld?: boolean;
  /** Missing: yes. */
  readonly isOpen?: boolean | 'unknown';
}

function verdictOn({ kept, rules, isOld = false, isOpen = true, ...given }: Case) {
  const collecting: Collecting = {
    gallery: { ...gallery, ...given.gallery, rules: { ...gallery.rules, ...rules } },
    bindings: [{ ...wall, ...given.wall }],
    isIn: false,
    hangs: [],
    ...given.collecting,
  };
  const candidate: Candidate = {
    picture: 1,
    kept: keptOf({ endedAt: now - day, ...kept }),
    stars: 2,
    ownStar: false,
    consent: { stars: 'open', web: 'open' },
    answers: {},
    galleries: [collecting],
    ...given.candidate,
  };
  const [verdict] = admit(candidate, { isOld, now, isOpen: isOpen === 'unknown' ? undefined : isOpen });
  return verdict ?? expect.fail('no verdict');
}

const inside = { gallery: 'g', isIn: true, onWeb: true, walls: [wall.channel], ask: undefined };
const outside = { gallery: 'g', isIn: false, onWeb: false, walls: [], ask: undefined };

describe('admission to a gallery', () => {
  it.each<[string, Case, object]>([
    ['enough stars bring a picture in', {}, inside],
    ['one star too few does not', { candidate: { stars: 1 } }, outside],
    ['its maker’s own star does not count', { candidate: { stars: 2, ownStar: true } }, outside],
    ['unless it does', { candidate: { stars: 2, ownStar: true }, rules: { ownStars: true } }, inside],
    ['a mirror takes everything', { candidate: { stars: 0 }, rules: { threshold: 0 } }, inside],
    ['what is not collected stays out', { wall: { source: 'discord:90' } }, outside],
    ['nor what is only shown', { wall: { source: undefined } }, outside],
    ['a forgotten picture is out', { candidate: { kept: undefined } }, outside],
    ['a deleted one', { kept: { removedAt: now } }, outside],
    ['one that waits', { kept: { state: 'waiting' } }, outside],
    ['a private one', { kept: { notes: { private: true } } }, outside],
    ['one from direct messages', { kept: { notes: { unlisted: true } } }, outside],
    ['an old one gets in where age does not matter', { kept: { endedAt: now - 300 * day } }, inside],
    ['but not where it does', { kept: { endedAt: now - 8 * day }, rules: { days: 7 } }, outside],
    [
      'and stays when it gets old inside',
      { kept: { endedAt: now - 8 * day }, rules: { days: 7 }, collecting: { isIn: true, hangs: [wall.channel] } },
      inside,
    ],
    ['age does not matter to a mirror', { kept: { endedAt: now - 8 * day }, rules: { days: 7, threshold: 0 } }, inside],
    [
      'it drops out below the threshold',
      { candidate: { stars: 1 }, collecting: { isIn: true, hangs: [wall.channel] } },
      outside,
    ],
    [
      'unless nothing drops out',
      { candidate: { stars: 1 }, rules: { drops: false }, collecting: { isIn: true, hangs: [wall.channel] } },
      inside,
    ],
  ])('%s', (_, given, expected) => {
    expect(verdictOn(given)).toEqual(expected);
  });

  it.each<[string, Case, object]>([
    ['never', { candidate: { consent: { stars: 'never', web: 'open' } } }, outside],
    ['ask me', { candidate: { consent: { stars: 'ask', web: 'open' } } }, { ...outside, ask: 'stars' }],
    ['asked, yes', { candidate: { consent: { stars: 'ask', web: 'open' }, answers: { stars: true } } }, inside],
    ['asked, no', { candidate: { consent: { stars: 'ask', web: 'open' }, answers: { stars: false } } }, outside],
    ['no to this one', { candidate: { consent: { stars: 'open', web: 'open' }, answers: { stars: false } } }, outside],
    [
      'starred by its maker, too',
      { candidate: { consent: { stars: 'ask', web: 'open' }, stars: 3, ownStar: true } },
      inside,
    ],
    ['the web never', { candidate: { consent: { stars: 'open', web: 'never' } } }, { ...inside, onWeb: false }],
    [
      'the web asks',
      { candidate: { consent: { stars: 'open', web: 'ask' } } },
      { ...inside, onWeb: false, ask: 'web' },
    ],
    [
      'but not about a page that nobody sees',
      { candidate: { consent: { stars: 'open', web: 'ask' } }, gallery: { visibility: 'off' } },
      { ...inside, onWeb: false },
    ],
    ['the web asked, yes', { candidate: { consent: { stars: 'open', web: 'ask' }, answers: { web: true } } }, inside],
  ])('keeps to what its maker says: %s', (_, given, expected) => {
    expect(verdictOn(given)).toEqual(expected);
  });

  it.each<[string, Case, readonly string[]]>([
    ['not in the channel where it was made', { wall: { channel: 'discord:7' } }, []],
    [
      'nor around the thread',
      { wall: { channel: 'discord:7' }, kept: { channel: 'discord:8', notes: { around: 'discord:7' } } },
      [],
    ],
    ['nowhere when nothing hangs', { wall: { look: 'none' } }, []],
    ['not where it cannot', { wall: { trouble: 'place_unreachable' } }, []],
    ['nothing from before the channel was bound', { wall: { since: now }, rules: { threshold: 0 } }, []],
    ['but what stars have brought in since', { wall: { since: now } }, [wall.channel]],
    ['not for looking at it again', { isOld: true }, []],
    [
      'where it hangs already',
      {
        isOld: true,
        wall: { since: now, trouble: 'place_unreachable' },
        collecting: { isIn: true, hangs: [wall.channel] },
      },
      [wall.channel],
    ],
    [
      'restricted behind a restriction',
      { kept: { notes: { restricted: true } }, wall: { restricted: true } },
      [wall.channel],
    ],
    ['and nowhere else', { kept: { notes: { restricted: true } } }, []],
    ['unrestricted behind one, too', { wall: { restricted: true } }, [wall.channel]],
  ])('hangs %s', (_, given, walls) => {
    expect(verdictOn(given).walls).toEqual(walls);
  });

  const channel = { wall: { source: 'discord:7' } };
  const around = { ...channel, kept: { channel: 'discord:8', notes: { around: 'discord:7' } } };
  const within = { collecting: { isIn: true, hangs: [wall.channel] } };

  it.each<[string, Case, boolean]>([
    ['what everybody in the server reads', {}, true],
    ['nothing of a channel that not everybody reads', { isOpen: false }, false],
    ['nothing of one that nobody knows', { isOpen: 'unknown' }, false],
    ['what is in, where nobody knows any more', { isOpen: 'unknown', ...within }, true],
    ['not what is in, where the channel was closed', { isOpen: false, ...within }, false],
    ['everything of a channel that was named', { isOpen: false, ...channel }, true],
    ['and of its threads', { isOpen: false, ...around }, true],
  ])('collects %s', (_, given, isIn) => {
    expect(verdictOn(given).isIn).toBe(isIn);
  });

  it('shows nothing restricted on the web and asks nobody about it', () => {
    const restricted = { kept: { notes: { restricted: true } }, wall: { restricted: true } };
    expect(verdictOn({ ...restricted, candidate: { consent: { stars: 'open', web: 'ask' } } })).toMatchObject({
      ...{ isIn: true, onWeb: false, ask: undefined },
    });
  });

  it('never hangs or shows on the web what is not in, whatever the rules', () => {
    const leave = fc.constantFrom('open', 'ask', 'never');
    const anything = fc.record({
      stars: fc.nat(5),
      ownStar: fc.boolean(),
      isIn: fc.boolean(),
      isOld: fc.boolean(),
      isPrivate: fc.boolean(),
      threshold: fc.nat(5),
      drops: fc.boolean(),
      consent: fc.record({ stars: leave, web: leave }),
    });
    fc.assert(
      fc.property(anything, ({ stars, ownStar, isIn, isOld, isPrivate, threshold, drops, consent }) => {
        const verdict = verdictOn({
          ...{ isOld, rules: { threshold, drops }, kept: { notes: { private: isPrivate } } },
          candidate: { stars, ownStar, consent },
          collecting: { isIn, hangs: isIn ? [wall.channel] : [] },
        });
        if (isPrivate || consent.stars === 'never') expect(verdict.isIn).toBe(false);
        if (!verdict.isIn) expect(verdict).toMatchObject({ onWeb: false, walls: [] });
        if (consent.web === 'never') expect(verdict.onWeb).toBe(false);
        if (verdict.onWeb) expect(verdict.ask).toBe(undefined);
      }),
    );
  });
});
