import type { Invocation } from './invocation.ts';
import type { Reply } from './reply.ts';

/** Whether people can press something under a reply that is about its own call. */
export function leadsTo({ id }: Pick<Invocation, 'id'>, { buttons = [], menus = [] }: Reply): boolean {
  return [...buttons, ...menus.flatMap(({ choices }) => choices)].some(({ about }) => about === id);
}
