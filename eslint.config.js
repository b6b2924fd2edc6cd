import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/**
 * What each folder may not import, and where to go instead. The same table stands in app/README.md and is checked over the
 * real import statements by tests/architecture/imports.test.ts.
 */
const refuse = (files, group, message) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] },
});

const vendorOfAdapters = [
  '@prisma/*',
  'pg',
  'pg-*',
  '@shopify/*',
  '@remix-run/*',
  'express',
  'pino',
  'jsonwebtoken',
  'rate-limiter-flexible',
];

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      'build/',
      'prisma/generated/',
      'coverage/',
      '.data/',
      '**/dist/',
      '**/generated/',
      '**/shopify.d.ts',
      'extensions/theme-cart/assets/*.js',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } },
    rules: {
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true, IIFEs: true }],
      'no-console': 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
      eqeqeq: 'error',
      'no-undef': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/no-empty-object-type': 'off',
      '@typescript-eslint/unified-signatures': 'off',
    },
  },
  {
    files: ['**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'max-lines-per-function': ['error', { max: 150, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['tests/**', 'bench/**'],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
    },
  },
  {
    // Each leaves an object behind that only the collector's long pause clears away, with all that it holds: 22 KB a decision.
    files: ['app/domain/campaigns/**', 'app/use-cases/deciding/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: ':function :function[generator=true]',
          message: 'Generators stand at the top of a file.',
        },
        {
          selector: ':function Property[kind="get"]',
          message: 'A method, where the object is made for each render.',
        },
      ],
    },
  },
  {
    files: ['app/commands/**', 'bench/**', 'sandbox/**', 'extensions/build.ts', 'prisma/**', 'server.ts'],
    rules: { 'no-console': 'off' },
  },
  refuse(
    ['app/domain/kernel/**'],
    ['#app/**', '../*', 'zod', ...vendorOfAdapters],
    'The kernel imports nothing.',
  ),
  refuse(
    [
      'app/domain/{statistics,boosting,facts,profiles,segments,recommendations,experiments,lifetime,quality,reminders,campaigns}/**',
    ],
    [
      '#app/{ports,use-cases,adapters,contracts,http,routes,ui,commands}/**',
      '#app/*.ts',
      'zod',
      'react',
      'node:*',
      ...vendorOfAdapters,
    ],
    'The domain is pure: take it as an argument, or move this to a use case or an adapter.',
  ),
  refuse(
    ['app/ports/**', 'app/use-cases/**'],
    ['#app/{adapters,http,routes,ui,commands}/**', '#app/container.ts', ...vendorOfAdapters],
    'Use cases know ports, not vendors: put it behind a port and implement it in an adapter.',
  ),
  refuse(
    ['app/adapters/**'],
    ['#app/{http,routes,ui,commands}/**', '#app/container.ts'],
    'Adapters implement ports; they know nothing of HTTP, routes or screens.',
  ),
  refuse(
    ['app/contracts/**'],
    ['#app/{domain,ports,use-cases,adapters,http,routes,ui}/**', ...vendorOfAdapters],
    'Contracts are wire shapes: zod only.',
  ),
  refuse(
    ['app/http/**'],
    ['#app/{routes,ui,commands}/**', '@prisma/*', 'pg'],
    'HTTP calls use cases; it does not query.',
  ),
  refuse(
    ['app/routes/**'],
    ['#app/adapters/**', '@prisma/*', 'pg'],
    'Routes take what they need from context.container.',
  ),
  refuse(
    ['app/ui/**'],
    ['#app/{adapters,use-cases,ports,http,routes,commands}/**', '@prisma/*', 'pg'],
    'Screens get data as props.',
  ),
  refuse(
    ['sandbox/**'],
    ['#app/{domain,ports,use-cases,adapters,http,routes,ui,commands}/**', '#app/*.ts'],
    'The sandbox is the other side of the wire: contracts only.',
  ),
);
