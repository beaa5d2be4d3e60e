import { describe, expect, it } from 'vitest';
import { maxImports } from '../../model/imports.ts';
import { scanPython } from './python.ts';

/** Modules with what is taken of them and how; each stands where it says. */
function scan(text: string, isCell = false): readonly string[] {
  return scanPython(text, isCell).map(({ module, members, start, end, isOptional, isTypeOnly }) => {
    expect(text.slice(start, end).replace(/\\\n|\s/g, '')).toBe(module);
    const how = `${isOptional === true ? ' optional' : ''}${isTypeOnly === true ? ' types' : ''}`;
    return `${module}${members === undefined ? '' : `: ${members.join(' ')}`}${how}`;
  });
}

describe('scanPython', () => {
  it.each<[what: string, text: string, found: readonly string[]]>([
    ['modules', 'import a\nimport b.c as d, e\n', ['a', 'b.c', 'e']],
    ['what is taken out of one', 'from a.b import c as d, e\n', ['a.b: c e']],
    ['all of one', 'from a import *\n', ['a: ']],
    ['a list over lines', 'from a import (  # why\n    b,\n    c as d,\n)\nimport e\n', ['a: b c', 'e']],
    ['a continued line', 'from a \\\n    import b\nimport c, \\\r\n  d\n', ['a: b', 'c', 'd']],
    ['spaces in a name', 'import a . b\n', ['a.b']],
    ['several statements of a line', 'x = 1; import a; import b\n', ['a', 'b']],
    ['a block on the line of its head', 'if x: import a\nelse: from b import c\n', ['a', 'b: c']],
    ['functions and classes', 'def f():\n    import a\n\nclass C:\n\timport b\n', ['a', 'b']],
    [
      'calls with a text',
      'm = __import__("a"); n = importlib.import_module(\n  \'b.c\')\nimport_module(r"d")\n',
      ['a', 'b.c', 'd'],
    ],
    ['Windows lines', 'import a\r\nfrom b import (c,\r\n  d)\r\n', ['a', 'b: c d']],
    ['Python 2', 'print "import x"\nexec "import y" in z\nimport a\n', ['a']],
    ['no line end', 'import a', ['a']],
    ['names of other letters', 'import größe\n', ['größe']],
  ])('finds %s', (_, text, found) => {
    expect(scan(text)).toEqual(found);
  });

  it.each<[what: string, text: string]>([
    ['texts', 'x = "import a"\ny = \'from a import b\'\n'],
    ['a docstring', '"""\nimport a\n"""\n'],
    ['an example in a docstring', "def f():\n    '''\n    >>> import a\n    '''\n"],
    ['texts with marks before them', 'x = rb"""\nimport a\n"""\nf = f\'import {b}\'\n'],
    ['escaped quotes', 'x = "\\"\\\nimport a"\n'],
    ['comments', '# import a\nx = 1  # import b\n'],
    ['relative imports', 'from . import a\nfrom .b import c\nfrom ... import (d,\n  e)\n'],
    ['what is called so', 'x.import_module = 1\nimporter = important\nfrom_x = 2\n'],
    ['exceptions and generators', 'raise X from error\nyield from a\n'],
    ['calls without a text', 'import_module(name)\n__import__(f"a{b}")\nimport_module(".a", "b")\n'],
    ['a template', '{% import "a.html" as b %}\n{{ cookiecutter.name }}\n'],
    ['nothing', ''],
    ['the name alone', 'import\nfrom\nfrom a\nfrom a import\n'.replace('from a import\n', '')],
  ])('finds nothing in %s', (_, text) => {
    expect(scan(text)).toEqual([]);
  });

  it('finds the next one after a text or a bracket that is left open', () => {
    expect(scan('x = "open\nimport a\n')).toEqual(['a']);
    expect(scan('x = [1, (2,\nimport a\ny = {\nfrom b import c\n')).toEqual(['a', 'b: c']);
    expect(scan('x = """open\nimport a\n')).toEqual([]);
  });

  it('tells what the code goes on without', () => {
    const text = [
      'try:',
      '    import a',
      '    import b.c',
      'except (ImportError, KeyError):',
      '    import d',
      'with contextlib.suppress(ModuleNotFoundError):',
      '    import e',
      'try:',
      '    import f',
      'except Exception as error:',
      '    print(error)',
      'try:',
      '    import g',
      'finally:',
      '    pass',
      'import h',
    ].join('\n');
    expect(scan(text)).toEqual(['a optional', 'b.c optional', 'd optional', 'e optional', 'f', 'g', 'h']);
  });

  it('tells a second handler from the first, and inner blocks from outer ones', () => {
    const text = [
      'try:',
      '    if x:',
      '        import a',
      'except ValueError:',
      '    import b',
      'except ImportError:',
      '    pass',
      'def f():',
      '    try:',
      '        import c',
      '    except OSError:',
      '        raise',
    ].join('\n');
    expect(scan(text)).toEqual(['a optional', 'b', 'c']);
  });

  it('tells what is imported for types alone', () => {
    expect(scan('if TYPE_CHECKING:\n    from a import B\nimport c\n')).toEqual(['a: B types', 'c']);
    expect(scan('if typing.TYPE_CHECKING:\n  import a\nelse:\n  import b\n')).toEqual(['a types', 'b']);
  });

  it('passes over what IPython gives to others', () => {
    const cell = '%matplotlib inline\n!echo "it\'s" import x\nimport a\n?help\n  %time import b\nimport c\n';
    expect(scan(cell, true)).toEqual(['a', 'c']);
  });

  it('reads so many of one file', () => {
    expect(scanPython('import a\n'.repeat(maxImports + 5))).toHaveLength(maxImports);
    expect(scanPython(`import ${'a, '.repeat(maxImports + 5)}`)).toHaveLength(maxImports);
  });
});
