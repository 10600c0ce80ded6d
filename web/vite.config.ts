import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { code_lists } from './code_lists';
import { lucide } from './lucide';

export default defineConfig({
  plugins: [lucide(), code_lists(), svelte()],
  build: {
    target: 'es2022',
    // A data: address would need a wider content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  // FROSTKEEP_URL is a running server, for work on the pages with live reload.
  server: { proxy: { '/api': process.env['FROSTKEEP_URL'] ?? 'http://127.0.0.1:8080' } },
});
