import { describe, expect, it } from 'vitest';
import { readJavaScript } from '../javascript/index.ts';
import { readPython } from '../python/index.ts';
import { followModels } from './follow.ts';

const sinksOf = (text: string, path: string) => {
  const isPython = path.endsWith('.py');
  const program = isPython ? readPython(path, text) : readJavaScript(path, text);
  const { executions } = followModels([{ program, language: isPython ? 'python' : 'javascript' }]);
  return executions.map(({ at }) => text.slice(at.start, at.end));
};
const python = (...lines: readonly string[]) =>
  sinksOf(['from openai import OpenAI', 'x = OpenAI().responses.create().output_text', ...lines].join('\n'), 'main.py');
const javascript = (...lines: readonly string[]) =>
  sinksOf(['import OpenAI from "openai";', 'const client = new OpenAI();', ...lines].join('\n'), 'main.jsx');
const asked = 'const { output_text: x } = await client.responses.create({});';

describe('what a model wrote', () => {
  it.each([
    [['exec(x)'], ['exec(x)']],
    [['x = "1"', 'exec(x)'], []],
    [['if a:', '  x = "1"', 'exec(x)'], ['exec(x)']],
    [['if a: x = "1"', 'elif b: x = "2"', 'else: x = "3"', 'exec(x)'], []],
    [['if a: return', 'y = x', 'exec(y)'], ['exec(y)']],
    [['try: y = x', 'except E: y = "1"', 'exec(y)'], ['exec(y)']],
    [['for i in z:', '  exec(y)', '  y = x'], ['exec(y)']],
    [['if x in ("a", "b"):', '  exec(x)'], []],
    [['if x not in ("a", "b"): raise E', 'exec(x)'], []],
    [['if x in ("a", "b"):', '  for i in y:', '    x = f(x)', '  exec(x)'], []],
    [['if not re.fullmatch("[a-z]+", x): raise E', 'exec(x)'], []],
    [['if re.fullmatch("[a-z]+", x) is None: raise E', 'exec(x)'], []],
    [['if re.fullmatch("[a-z]+", x) is not None: exec(x)'], []],
    [['if re.fullmatch("[a-z]+", x) is not None: raise E', 'exec(x)'], ['exec(x)']],
    [['if re.fullmatch(".*", x) is None: raise E', 'exec(x)'], ['exec(x)']],
    [['if a == x == "b": raise E', 'exec(x)'], ['exec(x)']],
    [['if not x == "a" == b: raise E', 'exec(x)'], []],
    [['match x:', '  case "a": exec(x)', '  case y: exec(y)'], ['exec(y)']],
    [['def f(y):', '  if y:', '    z = y', '    def g(): exec(z)', '    return g', 'f(x)'], ['exec(z)']],
  ])('is followed in Python: %j', (lines, expected) => {
    expect(python(...lines)).toEqual(expected);
  });

  it.each([
    [[asked, 'eval(x);'], ['eval(x)']],
    [[asked, 'if (/^[a-z]+$/.exec(x) === null) throw E;', 'eval(x);'], ['eval(x)']],
    [[asked, 'await writeFile("./a.mjs", x);', 'await import("./a.mjs");'], ['import("./a.mjs")']],
    [[asked, 'await writeFile("./b.json", x);', 'await import("./a.mjs");'], []],
    [[asked, 'const s = await new ivm.Isolate().compileScript(x);', 's.run();'], []],
    [
      [
        'import { useState } from "react";',
        'function A() {',
        '  const [code, setCode] = useState("");',
        '  const run = () => eval(code);',
        `  async function ask() { ${asked} setCode(x); }`,
        '  return <p onClick={run} onFocus={ask} />;',
        '}',
      ],
      ['eval(code)'],
    ],
  ])('is followed in JavaScript: %j', (lines, expected) => {
    expect(javascript(...lines)).toEqual(expected);
  });
});
