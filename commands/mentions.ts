import { platformIn } from '../src/core/ids.ts';
import { accountable, type Invocation } from '../src/core/invocation.ts';
import { Problem } from '../src/core/problem.ts';
import { shorten } from '../src/core/suggest.ts';

/** `<@123>`, `<@U123|ada>`, `@123` or an id as platforms write it. */
const person = /^<?@?!?(\w{1,32})(?:\|[^>]*)?>?$/;

/** `<#123>`, `<#C123|art>`, `#C123` or an id. */
const channel = /^(?:<#(\w{1,32})(?:\|[^>]*)?>|#?(\w{1,32}))$/;

/** People's ids on platforms where everybody has also a name, which names nobody to us. */
const ids: Readonly<Record<string, RegExp>> = { discord: /^\d+$/, slack: /^[UW][A-Z0-9]+$/ };

/** Who is meant, unique over platforms. Throws Problem `person_unknown`. */
export function personIn(given: string, invocation: Pick<Invocation, 'person' | 'place'>): string {
  const platform = platformIn(invocation.person.id);
  if (given.startsWith(`${platform}:`)) return given;
  const id = person.exec(given)?.[1];
  if (id === undefined || ids[platform]?.test(id) === false)
    throw new Problem('person_unknown', { given: shorten(given) });
  const team = platform === 'slack' ? `${invocation.place.community ?? ''}:` : '';
  return `${platform}:${team}${id}`;
}

/** Which channel is meant, by its id on the platform where it was asked. Throws Problem `channel_unknown`. */
export function channelIn(given: string, { place }: Pick<Invocation, 'place'>): string {
  const typed = given.startsWith(`${place.platform}:`) ? given.slice(place.platform.length + 1) : given;
  const [, mentioned, plain] = channel.exec(typed) ?? [];
  const id = mentioned ?? plain;
  if (id === undefined) throw new Problem('channel_unknown', { given: shorten(given) });
  return id;
}

/** The channel where it was asked, not a thread in it, by its id on the platform. */
export function channelHere({ place }: Pick<Invocation, 'place'>): string {
  return place.parent ?? place.channel;
}

/** Whether whoever asks may change what holds in the whole place. */
export function isAdministrator({ person }: Pick<Invocation, 'person'>): boolean {
  return person.rights?.includes('administer') ?? false;
}

/** Throws Problem `administrators_only`. */
export function mustAdminister(invocation: Pick<Invocation, 'person'>): void {
  if (!isAdministrator(invocation)) throw new Problem('administrators_only', {});
}

/** Unique over platforms, which number their channels each on its own. */
export function channelKey(channel: string, { place }: Pick<Invocation, 'place'>): string {
  return `${place.platform}:${channel}`;
}

/** Whether that is the channel where it was asked, or the one around a thread; `key` is unique over platforms. */
export function isHere(key: string, { place }: Pick<Invocation, 'place'>): boolean {
  return [place.channel, place.parent].some((id) => id !== undefined && channelKey(id, { place }) === key);
}

/** The server or workspace where it was asked, unless that was in direct messages. */
export function communityHere(invocation: Invocation): string | undefined {
  return invocation.place.direct ? undefined : accountable(invocation).community;
}
