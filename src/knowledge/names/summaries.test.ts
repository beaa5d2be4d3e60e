import { describe, expect, it } from 'vitest';
import { classifySummary, findSuccessor } from './summaries.ts';

describe('classifySummary', () => {
  it.each([
    ['old-kit', 'deprecated old-kit package, use new-kit instead'],
    ['kit4', 'Dummy package for Beautiful Kit (beautifulkit4)'],
    ['ikt', 'Alias for typos of kit'],
    ['acme-kit', '[DEPRECATED] This package has been renamed to @acme/kit. Please update.'],
    ['kit-py', 'Not maintained. Use Kitly instead'],
    ['kit-sdk', "DEPRECATED — use 'pip install kit' instead. This package installs it."],
    ['kit-old', 'Old name of @acme/kit. Use @acme/kit instead.'],
    ['py-kit', 'Deprecated transition package for kitlib.'],
    ['kit-core', 'Obsolete. Please migrate to kit-all instead.'],
  ])('%s leads to another package: %s', (name, summary) => {
    expect(classifySummary(name, summary)).toBe('redirect');
  });

  it.each([
    ['request', 'Simplified HTTP request client.'],
    ['kit', 'Deprecated'],
    ['kit', '[DEPRECATED] An error reporter for Kit using Tip.js'],
    ['kit', 'Use human key names instead of keycode numbers for your bindings.'],
    ['kit', 'Find use of functions that can be replaced by pathlib module.'],
    ['kit', 'A plugin for dynamic page redirects to prevent broken links'],
    ['kit', 'A microlibrary that defines a type alias for text.'],
    ['kit', 'Fallback between providers. When one is down, seamlessly switch to Acme, or any other.'],
    ['kit', 'This package is deprecated, use https://git.example/acme/kit instead'],
    ['kit', `${'A kit of many tools for many things, and more. '.repeat(3)}Deprecated, use other-kit instead.`],
    ['kit', 'use '.repeat(100)],
    ['kit', 'alias for '.repeat(40)],
    ['kit', ''],
  ])('%s does not: %s', (name, summary) => {
    expect(classifySummary(name, summary)).toBeUndefined();
  });

  it('keeps what else a summary says that a package is', () => {
    expect(classifySummary('kit', 'Reserved package - please use other-kit instead')).toBe('reserved');
    expect(classifySummary('kit', 'Placeholder to prevent dependency confusion. Use other-kit instead.')).toBe(
      'confusion-guard',
    );
  });
});

describe('findSuccessor', () => {
  it.each([
    ['deprecated old-kit package, use scikit-learn instead', 'scikit-learn'],
    ['dummy package for beautiful soup (beautifulsoup4)', 'beautifulsoup4'],
    ['renamed to `@acme/kit`', '@acme/kit'],
    ['this library is renamed to acme.kit. see https://acme.example', 'acme.kit'],
    ['please use the official kit package instead', 'kit'],
    ['nothing of the kind', undefined],
  ])('%s: %s', (summary, name) => {
    expect(findSuccessor(summary)).toBe(name);
  });
});
