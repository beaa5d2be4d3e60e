import { expect, it } from 'vitest';
import { ambientIn } from './ambient.ts';

it('reads modules with a body, and ends of what is no code', () => {
  const text =
    "declare module 'virtual-icons' {\n  const x: string\n}\ndeclare module \"host/api\"\n{ }\ndeclare module '*.svg';\ndeclare module '*.module.css' { }\n";
  expect(ambientIn(text)).toEqual({ names: ['virtual-icons', 'host/api'], endings: ['.svg', '.module.css'] });
});

it('takes nothing for one that has no body: so are packages without types written', () => {
  expect(ambientIn("declare module 'untyped';\ndeclare module 'other'\nlet x: 1;")).toEqual({ names: [], endings: [] });
});

it('takes nothing from a module: it adds to packages that are there', () => {
  expect(ambientIn("import 'vue'\ndeclare module 'vue' {\n  interface X {}\n}")).toEqual({ names: [], endings: [] });
});

it('takes no end that code has, and no open name', () => {
  const text =
    "declare module '*' { }\ndeclare module '*.js' { }\ndeclare module '*.json' { }\ndeclare module 'x/*' { }";
  expect(ambientIn(text)).toEqual({ names: [], endings: [] });
});

it('takes nothing that is only spoken of', () => {
  expect(ambientIn(" * declare module 'a' {\n// declare module 'b' {\nlet x: 'declare module';")).toEqual({});
});
