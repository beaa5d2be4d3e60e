import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureGrowth, nearlyLinear } from '../../test/support/growth.ts';
import { readCommands } from './shell.ts';
import type { ShellCommand } from './shell-words.ts';

/** Words joined by ` | `; what is not known is marked with `?`, what stands elsewhere in the text with `~`. */
const show = ({ words, assignments }: ShellCommand): string =>
  [
    ...assignments.map(({ name, value }) => `${name}:=${value.text}`),
    ...words.map(({ text, known }) => `${known ? '' : '?'}${text}`),
  ].join(' | ');

const read = (text: string, known?: ReadonlyMap<string, string>): readonly string[] =>
  readCommands(text, known).commands.map(show);

describe('finds every command', () => {
  it.each<[what: string, text: string, commands: readonly string[]]>([
    ['lists', 'a 1 && b 2 || c 3; d 4 & e 5\nf', ['a | 1', 'b | 2', 'c | 3', 'd | 4', 'e | 5', 'f']],
    ['pipes', 'a | b |& c', ['a', 'b', 'c']],
    ['conditions', 'if a; then b; elif c; then d; else e; fi', ['a', 'b', 'c', 'd', 'e']],
    [
      'loops',
      'for x in 1 2; do a "$x"; done; while b; do c; done',
      ['for | x | in | 1 | 2', 'a | 1', 'a | 2', 'b', 'c'],
    ],
    ['groups', '(a; b) && { c; }', ['a', 'b', 'c']],
    ['functions', 'f() { a x; }\nfunction g { b; }; function h() { c; }', ['?f', 'a | x', 'b', 'c']],
    ['negation and time', '! a; time b', ['a', 'b']],
    ['cases', 'case $x in a|b) c 1;; (d) e ;& *) f;; esac; g', ['c | 1', 'e', 'f', 'g']],
    ['cases over lines', 'case "$x"\nin\n  a)\n    b\n    ;;\n  c) ;;\nesac\nd', ['b', 'd']],
    ['a case in a substitution', 'a "$(case x in b) c d;; esac)" e', ['a | ?$(case x in b) c d;; esac) | e', 'c | d']],
    ['substitutions', 'a $(b "$(c d)") `e f`', ['a | ?$(b "$(c d)") | ?`e f`', 'b | ?$(c d)', 'c | d', 'e | f']],
    [
      'substitutions in expansions',
      'a \u0024{x:-$(b c)} "\u0024{y:-`d`}"',
      ['a | ?\u0024{x:-$(b c)} | ?\u0024{y:-`d`}', 'b | c', 'd'],
    ],
    ['substitutions of processes', 'a <(b c) > >(d)', ['a | ?<(b c)', 'b | c', 'd']],
    ['nested backquotes', 'a `b \\`c d\\``', ['a | ?`b \\`c d\\``', 'b | ?', 'c | ?d']],
    ['comments', 'a b#c # d e\n# f\n\tg', ['a | b#c', 'g']],
    ['continued lines', 'a \\\n  b\\\nc \\\r\n d', ['a | bc | d']],
    ['lines of Windows', 'a b\r\nc\r\n', ['a | b', 'c']],
    ['lines that PowerShell continues', 'a b `\n  c\n', ['a | b | c']],
    [
      'arithmetic that looks like a here-document',
      'a $((1<<2)) $[1<<3]\nb c\n2\n',
      ['a | ?$((1<<2)) | ?$[1<<3]', 'b | c', '2'],
    ],
    ['arrays', 'a=(b c)\nd "\u0024{a[@]}"', ['a:=', 'b | c', 'd | ?\u0024{a[@]}']],
    ['redirections', 'a 2>&1 >b <c &>>d e', ['a | e']],
  ])('%s', (_, text, commands) => {
    expect(read(text)).toEqual(commands);
  });
});

describe('reads words as a shell does', () => {
  it.each<[what: string, text: string, words: string]>([
    ['quotes', `a "b c" 'd "e' f"g"'h'`, 'a | b c | d "e | fgh'],
    ['escapes', 'a \\"b\\ c "\\$d \\e \\\\"', 'a | "b c | $d \\e \\'],
    ['ANSI quotes', "a $'b\\x41\\n\\u0042\\101\\'' $\"c\"", "a | bA\nBA' | c"],
    ['expansions', 'a $b \u0024{c} $1 $@ $(d) x$e', 'a | ?$b | ?\u0024{c} | ?$1 | ?$@ | ?$(d) | ?x$e'],
    ['lone dollars', 'a $ "b$" $%', 'a | $ | b$ | $%'],
    ['patterns', 'a * b? "*" c[d]', 'a | ?* | ?b? | * | c[d]'],
    ['braces', 'a {b,c} d{1..3} {e} "{f,g}"', 'a | ?{b,c} | ?d{1..3} | {e} | {f,g}'],
    [
      'expressions of workflows',
      'a \u0024{{ matrix.x }} b==\u0024{{ y }}',
      'a | ?\u0024{{ matrix.x }} | ?b==\u0024{{ y }}',
    ],
    ['operators in requirements', 'a b>=1.0 "c>=1"', 'a | b | c>=1'],
    ['empty words', `a "" ''`, 'a |  | '],
  ])('%s', (_, text, words) => {
    expect(read(text)[0]).toBe(words);
  });

  it('tells where words stand', () => {
    const text = 'pip install "a==1" b\'c\' d\\\n e';
    const [command] = readCommands(text).commands;
    const places = command?.words.map(({ start, end, plain }) => [text.slice(start, end), plain]);
    expect(places).toEqual([
      ['pip', 0],
      ['install', 4],
      ['"a==1"', 13],
      ["b'c'", undefined],
      ['d', 24],
      ['e', 28],
    ]);
  });
});

describe('variables', () => {
  it('stand where they are written, whatever is put in', () => {
    const text = 'a $X "b==$X" $Y';
    const known = new Map([
      ['X', '1'],
      ['Y', 'c d'],
    ]);
    const [command] = readCommands(text, known).commands;
    const places = command?.words.map((word) => [word.text, text.slice(word.start, word.end)]);
    expect(places).toEqual([
      ['a', 'a'],
      ['1', '$X'],
      ['b==1', '"b==$X"'],
      ['c', '$Y'],
      ['d', '$Y'],
    ]);
  });

  it.each<[what: string, text: string, last: string]>([
    ['assigned once', 'X=1; a "b==$X" \u0024{X}', 'a | b==1 | 1'],
    ['assigned from another', 'X=1; Y="b==$X"; a $Y', 'a | b==1'],
    ['that hold several words', 'X="b c  d"; a $X "$X"', 'a | b | c | d | b c  d'],
    ['that are empty', 'X=; a $X b', 'a | b'],
    ['exported', 'export X=1; a $X', 'a | 1'],
    ['for one command', 'X=1 b; a $X', 'a | ?$X'],
    ['from a substitution', 'X=$(b); a $X', 'a | ?$X'],
    ['that are arrays', 'X=(b c); a $X', 'a | ?$X'],
    ['used before', 'a $X; X=1', 'X:=1'],
  ])('%s', (_, text, last) => {
    expect(read(text).at(-1)).toBe(last);
  });

  it('from the surroundings hold until the text assigns them', () => {
    const known = new Map([['X', '1']]);
    expect(read('a $X', known)).toEqual(['a | 1']);
    expect(read('a $X; X=2; b $X', known)).toEqual(['a | 2', 'a | 1', 'X:=2', 'b | 2', 'b | 1']);
  });

  it.each<[what: string, text: string, found: readonly string[]]>([
    ['assigned twice', 'X=1; X=2; a $X', ['a | 1', 'a | 2']],
    ['of loops', 'for X in 1 "2 3"; do a "b==$X" $X; done', ['a | b==1 | 1', 'a | b==2 3 | 2 | 3']],
    ['of loops over variables', 'L="1 2"; for X in $L; do a $X; done', ['a | 1', 'a | 2']],
    [
      'of loops inside loops',
      'for X in 1 2; do for Y in 3 4; do a $X$Y; done; done',
      ['a | 13', 'a | 14', 'a | 23', 'a | 24'],
    ],
    ['assigned and in a loop', 'if b; then X=1; fi; for X in 2; do a $X; done', ['a | 1', 'a | 2']],
    ['appended to', 'X=1; X+=2; a $X', ['a | ?$X', 'a | 1', 'a | 2']],
    ['read', 'X=1; read X; a $X', ['a | ?$X', 'a | 1']],
    ['assigned by default', 'X=1; : \u0024{X:=2}; a $X', ['a | ?$X', 'a | 1']],
    ['of a list that is not known', 'for X in 1 $(b); do a $X; done', ['a | ?$X', 'a | 1']],
    [
      'beside what is not known',
      'for X in 1 2; do a $X-$Y $X$(b); done',
      ['a | ?1-$Y | ?$X$(b)', 'a | ?2-$Y | ?$X$(b)'],
    ],
    ['that are commands', 'X="a 1"; X=a2; $X', ['a | 1', 'a2']],
  ])('with several values, %s', (_, text, found) => {
    expect(read(text).filter((command) => command.startsWith('a'))).toEqual(found);
  });

  it('with several values have the places of these', () => {
    const text = 'for X in foo bar; do a $X "b$X"; done';
    const words = readCommands(text)
      .commands.slice(1)
      .map((command) => command.words.slice(1));
    expect(words.map((list) => list.map(({ start, end }) => text.slice(start, end)))).toEqual([
      ['foo', '"b$X"'],
      ['bar', '"b$X"'],
    ]);
  });

  it('give words the place of their value', () => {
    const text = 'X="foo bar"\na $X';
    const words = readCommands(text).commands[1]?.words.slice(1);
    expect(words?.map(({ start, end }) => text.slice(start, end))).toEqual(['foo', 'bar']);
  });

  it('do not grow without bound', () => {
    const doubling = Array.from({ length: 60 }, (_, index) => `A${index + 1}="$A${index}$A${index}"`).join('\n');
    const words = readCommands(`A0=xxxxxxxxxx\n${doubling}\na $A60`).commands.at(-1)?.words;
    expect(words?.at(-1)).toMatchObject({ text: '$A60', known: false });
    const loops = Array.from({ length: 9 }, (_, index) => `for A${index} in a b c d e f g h; do`).join(' ');
    const nested = readCommands(`${loops} x $A0$A1$A2$A3$A4$A5$A6$A7$A8`).commands;
    expect(nested.length).toBeGreaterThan(8);
    expect(nested.length).toBeLessThan(10_000);
    expect(nested.some(({ words }) => words.some(({ known }) => !known))).toBe(true);
  });
});

describe('what flows between commands', () => {
  it('pipes and substitutions', () => {
    const { commands } = readCommands('{ a; b; } | c; d "$(e | f)"');
    const named = (name: string) => commands.find(({ words }) => words[0]?.text === name);
    expect(named('c')?.input).toBe(named('b'));
    expect(named('d')?.feeds).toEqual([named('f')]);
    expect(named('f')?.input).toBe(named('e'));
  });

  it('here-documents, their expansions and what follows', () => {
    const text = "a <<E >b <<-'F'\nx $(c d)\nE\n\ty $(no)\n\tF\ng\n";
    const { commands, problems } = readCommands(text);
    expect(commands.map(show)).toEqual(['a', 'c | d', 'g']);
    expect(commands[0]?.documents.map(({ start, end, quoted }) => [text.slice(start, end), quoted])).toEqual([
      ['x $(c d)\n', false],
      ['\ty $(no)\n', true],
    ]);
    expect(commands[0]?.redirects.map(({ operator, target }) => operator + target.text)).toEqual(['>b']);
    expect(problems).toEqual([]);
  });

  it('here-documents of groups and loops', () => {
    const text = 'while a; do b; done <<E\nx\nE\nc';
    const documents = readCommands(text).commands.map((one) => [show(one), one.documents.length]);
    expect(documents).toEqual([
      ['a', 0],
      ['b', 0],
      ['', 1],
      ['c', 0],
    ]);
  });

  it('scopes of subshells', () => {
    const scopes = readCommands('a; (b; (c)); { d; }').commands.map(({ scope }) => scope);
    expect(scopes[0]).toBe(scopes[3]);
    expect(scopes[1]?.parent).toBe(scopes[0]);
    expect(scopes[2]?.parent).toBe(scopes[1]);
  });
});

describe('what has no end hides nothing', () => {
  it.each<[text: string, commands: readonly string[], reason: string]>([
    ["a don't\nb c", ["a | don't", 'b | c'], 'a single quote is not closed'],
    ['a "x\nb c', ['a | "x', 'b | c'], 'a double quote is not closed'],
    ['a ${x\nb c', ['a | ${x', 'b | c'], 'an expansion is not closed'],
    ['a `x\nb c', ['a | `x', 'b | c'], 'a backquote is not closed'],
    ['case x in\nb c', ['case | x | in', 'b | c'], 'a case has no esac'],
    ['a <<E\nb c', ['a', 'b | c'], 'a here-document has no line "E"'],
    ['a <<E\n$(b "\nE\nc', ['a', 'c'], 'a double quote is not closed'],
  ])('%j', (text, commands, reason) => {
    const script = readCommands(text);
    expect(script.commands.map(show)).toEqual(commands);
    expect(script.problems.map((one) => one.reason)).toEqual([reason]);
  });

  it('says what it does not read', () => {
    expect(readCommands('"${`'.repeat(20)).problems.length).toBeGreaterThan(0);
    expect(readCommands(`a ${'b'.repeat(5_000_000)}`)).toMatchObject({ commands: [], problems: [{ start: 0 }] });
  });
});

/** Pieces that open, close and change what the others mean. */
const pieces = [
  ...'"\'`$(){}[]<>|&;#\\\n\r\t =*?~!-ab1',
  '$(',
  '${',
  '$((',
  '${{',
  '}}',
  '<<E\n',
  "<<'E'\n",
  'E\n',
  '<(',
  'case x in ',
  'esac',
  ';;',
  'if ',
  'then ',
  'function ',
  "$'",
  'A=b ',
  '$A',
  'pip install ',
  '\u2028',
  '\ud800',
];

describe('hostile texts', () => {
  it('are read to the end, with every place inside the text', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const { commands, problems } = readCommands(text);
        for (const { words, start, end } of commands) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(text.length);
          for (const word of words) {
            expect(word.start).toBeLessThanOrEqual(word.end);
            expect(word.end).toBeLessThanOrEqual(text.length);
            if (word.plain !== undefined) expect(text.startsWith(word.text, word.plain)).toBe(true);
          }
        }
        for (const { start, end } of problems) expect(start <= end && end <= text.length).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ...[
      '(',
      '$(',
      '"$(',
      '`',
      '{ ',
      '${a:-',
      '$((',
      'case a in x) ',
      'f() ',
      'cat <<E ',
      'cat <<E\nx\nE\n',
      'cat <<E\n$(',
    ],
    ...[
      '"',
      "'",
      'a|',
      'a[',
      '<<<',
      '$("${a',
      'function a ',
      'A=$A$A;',
      '${{',
      'a\\\n',
      '$(a "$(b `',
      'case a in ',
      'A=b;a $A;',
    ],
  ])('take linear time and any depth: %j', async (piece) => {
    const write = (size: number) => piece.repeat(size / piece.length);
    expect(await measureGrowth(write, readCommands, 40_000)).toBeLessThan(nearlyLinear);
  });
});
