import type { Random } from './random.ts';
import { tokens } from './tokens.ts';

/** A text that grows by one piece at a time. */
export interface Family {
  readonly name: string;
  readonly head: string;
  readonly tail: string;
  readonly piece: (index: number) => string;
}

/** Parted by spaces; `_` is a space, `|n` a line feed, `|t` a tab, `%d` the number of the piece. */
const written = String.raw`
[ { ( < " ' ${'`'} \ # _ |t |n |v |f a 0 @ , : % = ; & | > * ! ~ / . - $ + ? ^ ] } )
{"a": ["a", [{ {a: a:_ -_ ? -_a:|n &a_ *a,_ $\{ $\{a:- $\{{ $(( $( ${'`'}a_ <<E|n <<'E'|n <(a """ ''' "'" \" \' "\n ${'```'}|n ~~~|n ${'````'}|n
# #_|n #a|n //|n /* <!-- <!--_--> \|n \|n|n |r a= a=b_ [a]|n [[a]]|n [[a.b]]|n a. [a. a=[ a={ a.b=1|n a=1|n "a"="b"|n a%d=1|n [a%d]|n [[a]]|nb=%d|n
${'``'}a${'`'} ${'`'}a${'`'}_ [a]( [a]:_b|n ![ | |a|b|n >_ *_ **a** _- 1._a|n =|n --|n #_a|n ##_a|n::_|n .._code::_sh|n ::|n|n__ &lt; &#1;
pip_install_ pip_install_a|n npm_i_a_&&_ npm_i_a%d_ a\_ --a_ -r_a|n -r_a%d|n a;_ a_|_ if_a;_then_ for_a_in_ ( a() a(){ case_a_in_ a) sudo_ env_A=b_ sh_-c_ eval_"
$a_ $A%d_ A%d=a_ export_A=$A|n A=$A$A|n set_-e|n function_a{|n npx_ xargs_ uvx_--with_a_ python_-m_ sh_-c_'a'|n cd_a|n cd_..|n
a, a# https:// a@ a@npm: a==1_ >=1, a[b, a;b== a_or_ (a)and_ a~=1,! ,, -- --hash=sha256:a_ --hash=sha256:a_\|n ..// ../ %25 http://a@ a:// 1. 1.0.0- 1.0+a. v1||
<<<<<<<_a|n =======|n >>>>>>>_a|n ---|n ...|n !!a_ >-|n_ ||n %%a|n %0A \u0061 \ud800 \x41 \e %TAG_!_a|n
RUN_a|n FROM_a|n FROM_a_AS_b%d|n FROM_b%d_AS_b%d|n ARG_a=b|n ENV_a=$a|n ENV_a%d=b|n RUN_<<A_<<B|n ONBUILD_ --mount=a_ COPY_--from=a_b_c|n
a:|n|t a:=$(a)|n define_a|n ifeq_a|n a%d:_b|n|tpip_install_$(a)|n .PHONY:_a|n include_a|n a:_b_\|n a%d=$(a%d)|n @a:|n|_a|n
def_a():|n lambda: not_ 1+ a( a(b, a=" session.install( install_requires=[" {**a, *a, if_a:|n_ import_a|n r"a"_ f"{ @a|n
#_///_script|n #_///|n #_dependencies=["a"]|n #_a_///|n
"a":1, "a%d":{}, {"a":1},|n "dependencies":{"a%d":"1"}, "a\u0061":1, [[ 1, 1e9 "a", true, null,
-_uses:_a/b@c|n -_run:_pip_install_a%d|n -_run:_||n____a|n services: <<:_*a|n -_*a|n &a%d_ a%d:_b|n _-_a|n _a:|n -_pip:|n -_a=%d|n -_-_ ?_a|n:_b|n
name=a%d|n [package]|nname="a%d"|n dependencies=["a%d"]|n {name="a%d"}, a={version="1"},
"a@^1":|n__version_"1"|n a%d@1:|n__version_"1"|n__resolved_"https://a/a%d"|n
`;

const unprintable = ['\r', '\v', '\f', '\x1c', '\u0085', '\u2028', '\u00a0', '\ufeff', '\0', '\ud800', 'é', '😀'];
const inRows = unprintable.flatMap((sign) => [sign, `a${sign}`, `#${sign}`, `a==1${sign}`, `${sign}\n`]);

const codes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', v: '\v', f: '\f' };
const readPiece = (text: string): string =>
  text
    .replaceAll('_', ' ')
    .replaceAll('$\\{', '$\u007b')
    .replace(/\|([ntrvf])/g, (_, code: string) => codes[code] ?? '');
const numbered = (piece: string) => (index: number) => piece.replaceAll('%d', String(index));

const pieces = [
  ...new Set([
    ...written
      .split(/\s+/)
      .filter((word) => word !== '')
      .map(readPiece),
    ...inRows,
  ]),
];

export const fromPieces: readonly Family[] = pieces.map((piece) => ({
  name: `many ${JSON.stringify(piece)}`,
  head: '',
  tail: '',
  piece: numbered(piece),
}));

/** Aliases that multiply by nine at every step ("billion laughs"), many of one anchor, and what lies ever deeper. */
export const bombs: readonly Family[] = [
  {
    name: 'aliases of aliases',
    head: 'a0: &a0 [a]\n',
    tail: '',
    piece: (index) => `a${index + 1}: &a${index + 1} [${`*a${index}, `.repeat(9)}]\n`,
  },
  {
    name: 'merged aliases of aliases',
    head: 'a0: &a0 {a: b}\n',
    tail: '',
    piece: (index) => `a${index + 1}: &a${index + 1} {<<: *a${index}, b${index}: *a${index}}\n`,
  },
  { name: 'merged aliases', head: 'a: &a {b: 1}\n', tail: '', piece: (index) => `k${index}: {<<: *a}\n` },
  { name: 'one anchor', head: 'a: &a {b: [1, 2, 3]}\n', tail: '', piece: (index) => `k${index}: *a\n` },
  { name: 'quotes in a backquote', head: '`', tail: '', piece: () => "a'''\n" },
  { name: 'comments in a backquote', head: '`', tail: '', piece: () => '# ' },
  { name: 'deep blocks', head: '', tail: '', piece: (index) => `${' '.repeat(index % 400)}a:\n` },
  {
    name: 'ever deeper blocks',
    head: '',
    tail: '',
    piece: (index) => `${' '.repeat(index < 300 ? index : 0)}- a${index}:\n`,
  },
];

/** Lines of a real file, each many times over where it stands: as they are, and with names of their own. */
export function fromCase(text: string, linesOfCase: number): readonly Family[] {
  const lines = text.split('\n').slice(0, 400);
  const step = Math.max(1, Math.floor(lines.length / linesOfCase));
  const chosen = lines.flatMap((line, at) => (at % step === 0 && line.trim() !== '' ? [{ line, at }] : []));
  const inPlace = chosen.flatMap(({ line, at }): readonly Family[] => {
    const [head, tail] = [`${lines.slice(0, at).join('\n')}\n`, lines.slice(at + 1).join('\n')];
    const withNumber = (index: number): string => `${line.replace(/[A-Za-z]{3,}/, (word) => `${word}${index}`)}\n`;
    const lastNumbered = (index: number): string =>
      `${line.replace(/([A-Za-z]{3,})([^A-Za-z]*)$/, (_, word: string, rest: string) => `${word}${index}${rest}`)}\n`;
    const name = JSON.stringify(line.slice(0, 60));
    return [
      { name: `the line ${name}`, head, tail, piece: () => `${line}\n` },
      { name: `numbered lines ${name}`, head, tail, piece: withNumber },
      { name: `lines numbered at the end ${name}`, head, tail, piece: lastNumbered },
      { name: `the line ${name} ever longer`, head: head + line, tail, piece: () => line.trim() },
    ];
  });
  const numberAll = (index: number): string => text.replace(/[a-z]{4,}(?=["'@=])/g, (word) => `${word}${index}`);
  return [
    ...inPlace,
    { name: 'the file over and over', head: '', tail: '', piece: () => `${text}\n` },
    { name: 'the file over and over, numbered', head: '', tail: '', piece: (index) => `${numberAll(index)}\n` },
  ];
}

/** Every piece inside the lines of a real file: at a line of its own and at the end of a line. */
export function insideCase(text: string, places: number): readonly Family[] {
  const lines = text.split('\n').slice(0, 400);
  const step = Math.max(1, Math.floor(lines.length / places));
  return fromPieces.flatMap((family) =>
    lines.flatMap((line, at) => {
      if (at % step !== step - 1) return [];
      const middle = Math.max(line.indexOf('='), line.indexOf(':'), line.indexOf(' ')) + 1;
      const place = lines.slice(0, at).join('\n').length + (at === 0 ? 0 : 1) + middle;
      return {
        ...family,
        name: `${family.name} in ${JSON.stringify(line.slice(0, 60))}`,
        head: text.slice(0, place),
        tail: text.slice(place),
      };
    }),
  );
}

const openers = [
  '',
  '',
  '',
  '`',
  '"',
  "'",
  '$(',
  '{',
  '[',
  '<<E\n',
  '- ',
  'a: ',
  '"""',
  '```\n',
  '[a]\n',
  '/*',
  '#',
  '(',
  'RUN ',
];

/** Tokens put together by chance: over and over, after something that opens, or inside a real file. */
export function chooseFamily(random: Random, texts: readonly string[]): Family {
  const text = random.pick(texts) ?? '';
  const words = text.match(/[A-Za-z0-9_.@/-]+|\s+|./gu) ?? [];
  const parts = Array.from(
    { length: 1 + random.below(5) },
    () => random.pick(random.below(3) === 0 ? words : tokens) ?? '',
  );
  const isNumbered = random.below(3) === 0;
  const sign = random.below(2) === 0 ? '\n' : '';
  const unit = `${parts.join(random.pick(['', '', ' ']))}${sign}`;
  const place = random.below(text.length + 1);
  const opener = `${random.pick(openers)}${random.pick(openers)}`;
  const [head, tail] = random.below(2) === 0 ? [opener, ''] : [text.slice(0, place) + opener, text.slice(place)];
  const piece = (index: number): string => (isNumbered ? unit.replace(/[A-Za-z]+/, (word) => `${word}${index}`) : unit);
  return { name: JSON.stringify([head, unit, isNumbered, tail]), head, tail, piece };
}

/** A text of about so many characters. */
export function growText({ head, tail, piece }: Family, length: number): string {
  const middle: string[] = [];
  let grown = 0;
  for (let index = 0; grown < length; index += 1) {
    const next = piece(index);
    middle.push(next);
    grown += Math.max(1, next.length);
  }
  return head + middle.join('') + tail;
}
