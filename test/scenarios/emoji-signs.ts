/** The emojis of the stories by Slack's names, which stories use; Discord has them as characters. */
export const emojiSigns: Readonly<Record<string, string>> = {
  repeat: '🔁',
  x: '❌',
  envelope: '✉️',
  game_die: '🎲',
  star: '⭐',
};
