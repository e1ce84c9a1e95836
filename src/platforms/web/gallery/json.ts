/** JSON of what people wrote: half characters, which not every reader takes even when they are escaped, become U+FFFD. */
export function json(data: object): string {
  return JSON.stringify(data, (_, value) => (typeof value === 'string' ? value.toWellFormed() : value));
}
