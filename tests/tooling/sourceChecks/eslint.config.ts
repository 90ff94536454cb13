import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { unusedPropsRule } from './unusedProps.ts';

/**
 * What oxlint can't read: components with their markup, and Svelte's own rules. It runs without type
 * information, which would make it many times slower.
 */
export default defineConfig(
  { ignores: ['**/node_modules/', '**/dist/', '**/.svelte-check/', 'client/src/i18n/compiled/'] },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    extends: [js.configs.recommended, tseslint.configs.strict, svelte.configs.recommended],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: tseslint.parser },
    },
    rules: {
      // The compiler knows every name, in templates too.
      'no-undef': 'off',
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-console': ['error', { allow: ['warn', 'error'] }],
      eqeqeq: 'error',
      // It takes every Set and URL for state, those that live for one call, too.
      'svelte/prefer-svelte-reactivity': 'off',
      // In markup; scripts are read by `conventions.ts`, which the linter of TypeScript has no rule for.
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ObjectExpression > SpreadElement > ObjectExpression',
          message: 'Write the properties of `...{ }` in the literal itself, one a line.',
        },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.svelte'],
    plugins: { brygga: { rules: { 'unused-props': unusedPropsRule } } },
    rules: {
      'brygga/unused-props': 'error',
      // It needs type information.
      'svelte/no-unused-props': 'off',
      'svelte/no-at-html-tags': 'error',
      'svelte/require-each-key': 'error',
      'svelte/button-has-type': 'error',
      // Props of a component are `let` by Svelte's own form, though nothing assigns them.
      'prefer-const': 'off',
      'svelte/prefer-const': ['error', { destructuring: 'all' }],
    },
  },
);
