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
    [['if x == "a" or x == "b": exec(x)'], []],
    [['if x == "a" or y == "b": exec(x)'], ['exec(x)']],
    [['if x.isidentifier(): exec(x)'], []],
    [['if isinstance(x, int): exec(x)'], []],
    [['if isinstance(x, Text): exec(x)'], ['exec(x)']],
    [['for y in map(lambda y: "1", x): exec(y)', 'for y in map(lambda y: y, x): eval(y)'], ['eval(y)']],
    [['for y in filter(lambda y: y in ("a",), x): exec(y)', 'for y in filter(bool, x): eval(y)'], ['eval(y)']],
    [['def f(y):', '  if y:', '    z = y', '    def g(): exec(z)', '    return g', 'f(x)'], ['exec(z)']],
  ])('is followed in Python: %j', (lines, expected) => {
    expect(python(...lines)).toEqual(expected);
  });

  it.each([
    [[asked, 'eval(x);'], ['eval(x)']],
    [[asked, 'if (/^[a-z]+$/.exec(x) === null) throw E;', 'eval(x);'], ['eval(x)']],
    [[asked, 'await writeFile("./a.mjs", x);', 'await import("./a.mjs");'], ['import("./a.mjs")']],
    [[asked, 'await writeFile("./b.json", x);', 'await import("./a.mjs");'], []],
    [
      [asked, 'eval(x.map(() => "1").join());', 'eval(x.flatMap((y) => [y, 1])[0]);'],
      ['eval(x.flatMap((y) => [y, 1])[0])'],
    ],
    [[asked, 'eval(Object.keys({ a: x })[0]);', 'eval(Object.keys({ ...x })[0]);'], ['eval(Object.keys({ ...x })[0])']],
    [
      [asked, 'eval(x.filter((y) => a.includes(y))[0]);', 'eval(x.filter((y) => y)[0]);'],
      ['eval(x.filter((y) => y)[0])'],
    ],
    [[asked, 'b.on("a", (y) => eval(y));', 'b.on("b", (z) => eval(z));', 'b.emit("a", x);'], ['eval(y)']],
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

const toolOf = (parameter: string, ...before: readonly string[]) =>
  sinksOf(
    ['from fastmcp import FastMCP', ...before, '@FastMCP("a").tool', `def f(${parameter}): eval(x.y)`, ''].join('\n'),
    'main.py',
  );

describe('the argument of a tool', () => {
  it.each([
    ['x', true],
    ['x: str', true],
    ['x: int', false],
    ['x: "int | None" = None', false],
    ['x: typing.Optional[Literal["a", "b"]]', false],
    ['x: int | str', true],
    ['x: dict[str, int]', true],
    ['x: list[datetime.date]', false],
    ['x: Annotated[int, Field(description="str")]', false],
    ['x: Annotated[str, Field(description="int")]', true],
    ['x: Kind', false],
    ['x: Kinds', true],
    ['x: A', false],
    ['x: B', true],
    ['x: RunContext[str]', false],
  ])('is text of the model, unless its type leaves none: %s', (parameter, isFound) => {
    const classes = ['class Kind(Enum): a = 1', 'class Kinds: a = 1', 'class A(BaseModel):', '  y: int', '  z: str'];
    const found = toolOf(parameter, ...classes, 'class B(BaseModel):', '  y: str', '  z: int');
    expect(found).toEqual(isFound ? ['eval(x.y)'] : []);
  });

  it('is text of the model wherever the function is given to a framework', () => {
    const given = [
      ['from agents import Agent, function_tool', 'Agent(tools=[function_tool(f)])'],
      ['from langgraph.prebuilt import ToolNode', 'ToolNode([f])'],
      ['from llama_index.core.agent import ReActAgent', 'ReActAgent.from_tools([f])'],
      ['from google import genai', 'genai.Client().chats.create(config={"tools": [f]})'],
      ['from google.adk.tools import FunctionTool', 'FunctionTool(func=f)'],
    ];
    for (const [first = '', call = ''] of given)
      expect([call, sinksOf([first, 'def f(x): eval(x)', call].join('\n'), 'main.py')]).toEqual([call, ['eval(x)']]);
    const other = ['from langgraph.prebuilt import create_react_agent', 'def f(x): eval(x)'];
    expect(sinksOf([...other, 'create_react_agent("m", [], prompt=f)'].join('\n'), 'main.py')).toEqual([]);
  });
});

describe('calls that lead far down', () => {
  const chain = (length: number) => [
    'def f0(x): exec(x)',
    ...Array.from({ length }, (_, at) => `def f${at + 1}(x): f${at}(x)`),
    `f${length}(x)`,
  ];
  const cutOf = (lines: readonly string[]) => {
    const text = ['from openai import OpenAI', 'x = OpenAI().responses.create().output_text', ...lines].join('\n');
    return [...followModels([{ program: readPython('main.py', text), language: 'python' }]).cut];
  };

  it('are followed as far as people write them', () => {
    expect(python(...chain(40))).toEqual(['exec(x)']);
    expect(cutOf(chain(40))).toEqual([]);
  });

  it('are said to end where they do', () => {
    expect(cutOf(chain(300))).toEqual(['main.py']);
  });

  it('are not, where functions only call themselves', () => {
    expect(cutOf(['def f(x): return g(x)', 'def g(x): return f(x)', 'f(x)'])).toEqual([]);
  });
});
