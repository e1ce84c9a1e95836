import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: './test/store/postgres-setup.ts',
    // No module state anywhere, so files may share their imports: 7 to 20 times faster (docs/decisions).
    pool: 'threads',
    // One would stay idle otherwise, and much of what is tested here waits for other processes.
    maxWorkers: '100%',
    isolate: false,
    testTimeout: 15_000,
    reporters: ['default', './test/summary-reporter.ts'],
  },
});
