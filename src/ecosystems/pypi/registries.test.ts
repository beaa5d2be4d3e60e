import { describe, expect, it } from 'vitest';
import { registries } from './registries.ts';

describe('registries.canonical', () => {
  it.each([
    ['https://H.example:443/simple/', 'https://h.example/simple'],
    ['https://user:secret@h.example/simple?x#y', 'https://h.example/simple'],
    ['https://h.example///', 'https://h.example'],
    ['not an address', 'not an address'],
    ['./folder', './folder'],
  ])('%s is %s', (url, expected) => {
    expect(registries.canonical(url)).toBe(expected);
  });
});
