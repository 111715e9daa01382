import { defineConfig } from '@playwright/test';
import suite from './playwright.config';

/** Measures the pages: `bench/ui`. One after the other, since each wants the machine for itself. */
export default defineConfig({
  ...suite,
  testMatch: 'bench.ts',
  outputDir: 'test-results/bench-run',
  workers: 1,
  reporter: 'dot',
  timeout: 300_000,
  projects: [{ name: 'bench', use: { viewport: { width: 1440, height: 900 } } }],
});
