import type { Campaign } from './campaign.ts';
import { type Case, isGivenUp, isUnheard, shown, told } from './case.ts';
import { chatNames } from './points.ts';
import type { World } from './world.ts';

/** What became of a call. The last three must not be. */
export const outcomes = [
  'never accepted, nothing shown',
  'refused, and told so, while stopping',
  'one picture, the right one',
  'given up after two cut-off calls',
  'given up, and by Discord before',
  'lost',
  'double',
  'wrong picture',
] as const;

export type Outcome = (typeof outcomes)[number];

const bad: readonly Outcome[] = ['lost', 'double', 'wrong picture'];

/** What became of a call in the end. */
export function outcomeOf(one: Case, world: World): Outcome {
  const messages = shown(one);
  const pictures = messages.flat();
  if (pictures.length > 1) return 'double';
  if (!one.accepted) return pictures.length > 0 ? 'double' : rejection(one);
  if (isGivenUp(one)) return pictures.length > 0 ? 'double' : surrender(one);
  const [picture] = pictures;
  if (picture === undefined) return 'lost';
  const painted = world.painted(one.prompt);
  const isRight = painted.length === 1 && painted[0] === one.room[one.chat].painted(picture);
  return isRight ? 'one picture, the right one' : 'wrong picture';
}

/** Whoever was told that the call has arrived must get something. */
function rejection({ told, refusable }: Case): Outcome {
  if (!told) return 'never accepted, nothing shown';
  return refusable ? 'refused, and told so, while stopping' : 'lost';
}

function surrender(one: Case): Outcome {
  return isUnheard(one) ? 'given up, and by Discord before' : 'given up after two cut-off calls';
}

/** What must not be: about single calls, what was paid for them, and what else stands in the chats. */
export function judge({ cases, wrong }: Campaign, world: World): readonly string[] {
  return [
    ...wrong,
    ...cases.flatMap((one) => {
      const outcome = outcomeOf(one, world);
      return bad.includes(outcome) ? [`${outcome}: ${describe(one)}`] : [];
    }),
    ...cases.flatMap((one) => {
      const paid = world.paid(one.prompt);
      const most = one.accepted ? Math.min(2, 1 + one.hits.size) : 0;
      // Each kill while it was painted may have cut one paid call off, and only the first is repeated.
      return paid > most ? [`paid ${paid} times: ${describe(one)}`] : [];
    }),
    ...judgeRooms(cases, world),
  ];
}

/** A call has one message, whatever it says, and no other stands beside them. */
function judgeRooms(cases: readonly Case[], world: World): readonly string[] {
  const rooms = new Set(cases.map(({ room }) => room));
  return [...rooms].flatMap((room) =>
    chatNames.flatMap((chat) => {
      const here = cases.filter((one) => one.room === room && one.chat === chat);
      const count = (outcome: Outcome) => here.filter((one) => outcomeOf(one, world) === outcome).length;
      const refused = count('refused, and told so, while stopping');
      const givenUp = count('given up after two cut-off calls');
      const facts = [
        ['messages', room[chat].said().length, count('one picture, the right one') + givenUp + refused],
        ['give up', told('interrupted', room, chat), givenUp],
        ['refuse', told('shutting_down', room, chat), refused],
      ] as const;
      const where = `${chat}, ${here.map(({ prompt }) => prompt).join(', ')}`;
      return facts.flatMap(([what, is, should]) =>
        is === should ? [] : [`${is} ${what} instead of ${should}: ${where}`],
      );
    }),
  );
}

function describe({ prompt, chat, told, accepted, hits }: Case): string {
  return `${prompt} on ${chat} ${JSON.stringify({ told, accepted, hits: [...hits] })}`;
}
