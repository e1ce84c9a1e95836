#!/usr/bin/env node
import module from 'node:module';

// Plain JavaScript that every Node can read: an older one could not even parse the program, and would say nothing useful.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 15)) {
  console.error(
    `Easel needs Node.js 24.15 or newer, and this is ${process.versions.node}. On Linux x64 "npm ci" brings one: start it with "npm start".`,
  );
  process.exit(2);
}
// Compiled code is kept beside the system's temporary files: the next start is quicker and does not load the compiler for types.
module.enableCompileCache();
import('../src/main.ts').then(({ main }) => main(process.argv.slice(2), process.env));
