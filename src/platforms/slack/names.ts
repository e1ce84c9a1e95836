import type { Command } from '../../core/command.ts';
import type { Reply } from '../../core/reply.ts';
import { homeCommand } from './invocation.ts';

/** A command's name within words: not within an address, a path or a date. */
const named = /(?<![\w/.:])\/([a-z][a-z-]{1,31})(?![\w/])/g;

/**
 * A reply as people can follow it on Slack: what our words call `/list` is typed `/easel list` there, unless the command
 * has a name of its own. What people wrote stays as it is.
 */
export function withOwnNames(reply: Reply, commands: readonly Command[]): Reply {
  const under = new Set(commands.filter(({ everyday }) => !everyday).map(({ name }) => name));
  const rename = (words: string) =>
    words.replace(named, (whole: string, name: string) => (under.has(name) ? `/${homeCommand} ${name}` : whole));
  const sections = reply.sections?.map(({ heading, rows }) => ({
    heading: rename(heading),
    rows: rows.map(({ term, text }) => ({ term: rename(term), text: rename(text) })),
  }));
  return { ...reply, text: rename(reply.text), ...(sections && { sections }) };
}
