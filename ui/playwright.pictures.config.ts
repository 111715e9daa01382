import { defineConfig } from '@playwright/test';
import suite from './playwright.config';

/** Takes the pictures of the README: `npm run pictures`. */
export default defineConfig({
  ...suite,
  testMatch: 'pictures.ts',
  outputDir: 'test-results/pictures-run',
  workers: 1,
  projects: [{ name: 'pictures' }],
});
