import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { code_lists } from './code_lists';
import { lucide } from './lucide';

export default defineConfig({
  plugins: [lucide(), code_lists(), svelte()],
  // Threads: child processes of Node 18 have been seen to wait for ever.
  test: {
    pool: 'threads',
    include: ['tests/**/*_test.ts'],
    environment: 'node',
    setupFiles: ['tests/setup.ts'],
  },
});
