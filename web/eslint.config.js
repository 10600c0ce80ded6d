import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import typescript from 'typescript-eslint';

const outside = ['fetch', 'XMLHttpRequest', 'EventSource', 'WebSocket'];

export default typescript.config(
  { ignores: ['dist/', 'node_modules/', 'src/api/schema.d.ts'] },
  ...typescript.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      'no-console': 'error',
      // Reads by index inside known bounds; the compiler's noUncheckedIndexedAccess makes each of them visible.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Dates and maps that are made anew on each change need no reactive twin.
      'svelte/prefer-svelte-reactivity': 'off',
      'max-lines': ['error', 400],
      'max-lines-per-function': ['error', { max: 70, skipComments: true }],
      'no-restricted-globals': ['error', ...outside],
      'no-restricted-syntax': [
        'error',
        { selector: 'SvelteMustacheTag[kind=raw]', message: 'Markup from a string is never trusted.' },
      ],
      'svelte/no-at-html-tags': 'error',
      'svelte/no-inline-styles': 'error',
      'svelte/require-each-key': 'error',
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: typescript.parser } },
  },
  { files: ['tests/**'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['src/api/client.ts'], rules: { 'no-restricted-globals': 'off' } },
);
