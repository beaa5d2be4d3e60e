import { describe, expect, it } from 'vitest';
import { readSpecifier } from './specifier.ts';

describe('readSpecifier', () => {
  it.each([
    ['react', 'react'],
    ['react/jsx-runtime', 'react'],
    ['@scope/name', '@scope/name'],
    ['@scope/name/deep/part.js', '@scope/name'],
    ['./style.css!raw-loader', 'raw-loader'],
    ['raw-loader!marked', 'marked'],
    ['icons/a.svg?url', 'icons'],
    ['lodash.merge', 'lodash.merge'],
  ])('%s names %s', (specifier, name) => {
    expect(readSpecifier(specifier)).toEqual({ name });
  });

  it.each([
    ['npm:chalk@5', 'chalk'],
    ['npm:/chalk@^5.0.0/source/index.js', 'chalk'],
    ['npm:@scope/name@1/part', '@scope/name'],
    ['npm:chalk', 'chalk'],
  ])('%s names %s by itself', (specifier, name) => {
    expect(readSpecifier(specifier)).toEqual({ name, declaresItself: true });
  });

  it.each([
    ...['./a', '../a', '.', '/a', 'C:\\a', '#own', '~/a', '~a', '@/a', '@@/a', '$lib/a', '\\a', ''],
    ...[
      'node:fs',
      'https://deno.land/x.ts',
      'data:text/javascript,1',
      'virtual:pwa',
      'jsr:@a/b',
      'bun:test',
      'astro:content',
    ],
    ...[
      '@scope',
      '@scope/',
      'Components/Button',
      '@Acme/a',
      'a b',
      'a*',
      '%PUBLIC%/a',
      '!./a',
      '__dirname',
      '-x',
      'npm:',
      'é',
    ],
  ])('%j names none', (specifier) => {
    expect(readSpecifier(specifier)).toBeUndefined();
  });
});
