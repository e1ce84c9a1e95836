/** Where cards may stand. */
export type CardPlace = 'message' | 'home';

/** Whether Slack takes cards: they are from 2026, and it says no to blocks that it does not know. */
export interface TakenCards {
  at(place: CardPlace): boolean;
  refuse(place: CardPlace): void;
}

/** Remembers what was refused as long as the process lives. */
export function createTakenCards(): TakenCards {
  const refused = new Set<CardPlace>();
  return { at: (place) => !refused.has(place), refuse: (place) => void refused.add(place) };
}
