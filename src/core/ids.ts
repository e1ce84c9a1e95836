/** The platform in an id that is unique over platforms: `discord:7` → `discord`. */
export function platformIn(id: string): string {
  return id.split(':', 1)[0] ?? '';
}

/** The id as its platform has it: `discord:7` → `7`. */
export function bareId(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}
