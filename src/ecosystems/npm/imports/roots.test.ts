import { expect, it } from 'vitest';
import { rootsIn } from './roots.ts';

it.each([
  ['tsconfig.json', '{ "compilerOptions": { /* c */ "baseUrl": "./code", } }', ['code']],
  ['web/tsconfig.json', '{ "compilerOptions": { "baseUrl": ".", "rootDirs": ["a", "../b/"] } }', ['web', 'web/a', 'b']],
  ['tsconfig.json', '{ "compilerOptions": { "paths": { "*": ["types/*", "made/*", "x"] } } }', ['types', 'made']],
  [
    'w/tsconfig.json',
    '{ "compilerOptions": { "baseUrl": "in", "paths": { "*": ["../up/*", "node_modules/*"] } } }',
    ['w/in', 'w/in/../up'.replace('in/../', '')],
  ],
  [
    'package.json',
    '{ "jest": { "modulePaths": ["<rootDir>/own"], "moduleDirectories": ["node_modules", "kit"] } }',
    ['own', 'kit'],
  ],
  ['jest.config.json', '{ "roots": ["<rootDir>"] }', ['']],
  ['tsconfig.json', '{ "compilerOptions": { "baseUrl": "../.." } }', []],
  ['tsconfig.json', '{ "compilerOptions": { "baseUrl": "/etc" } }', []],
  ['tsconfig.json', '{ "compilerOptions": ', []],
  ['webpack.config.js', 'module.exports = { "roots": ["x"] }', []],
])('%s %s gives %j', (path, text, expected) => {
  expect(rootsIn(path, text)).toEqual(expected);
});
