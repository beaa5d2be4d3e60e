import { expect, it } from 'vitest';
import { memorySource } from '../../test/support/memory-source.ts';
import { inspection } from '../inspections/code/index.ts';
import { inspectTexts } from './texts.ts';

const ask = [
  'import openai',
  'def ask(q):',
  '    c = openai.OpenAI()',
  '    return c.chat.completions.create(model="m", messages=[q]).choices[0].message.content',
  '',
].join('\n');
const asking = [
  'import OpenAI from "openai"',
  'export const ask = async (q) => (await new OpenAI().responses.create({ input: q })).output_text',
  '',
].join('\n');

async function inspect(before: Readonly<Record<string, string>>, added: Readonly<Record<string, string>>) {
  const read: string[] = [];
  const source = memorySource(before, { ...before, ...added });
  const watched: typeof source = {
    ...source,
    head: {
      ...source.head,
      read: (entries, most) => {
        read.push(...entries.map(({ path }) => path));
        return source.head.read(entries, most);
      },
    },
  };
  const none = () => false;
  const { subjects, notifications } = await inspectTexts(watched, [inspection], none, none);
  return {
    told: subjects.flatMap((one) => (one.kind === 'execution' ? [`${one.at.path}:${one.at.startLine}`] : [])),
    notes: notifications.map(({ message }) => message),
    read,
  };
}

it.each([
  ['beside it', { 'llm.py': ask }, { 'new.py': 'from llm import ask\nexec(ask("x"))\n' }, ['new.py:2']],
  [
    'in a package, over another one',
    { 'app/__init__.py': '', 'app/llm.py': ask, 'app/core.py': 'from .llm import ask\n' },
    { 'app/new.py': 'from .core import ask\nexec(ask("x"))\n' },
    ['app/new.py:2'],
  ],
  [
    'of JavaScript',
    { 'lib/llm.ts': asking },
    { 'new.ts': 'import { ask } from "./lib/llm"\neval(await ask("x"))\n' },
    ['new.ts:2'],
  ],
  [
    'that runs what it is given',
    { 'run.py': 'def run_it(code):\n    exec(code)\n' },
    { 'new.py': `${ask}from run import run_it\nrun_it(ask("x"))\n` },
    ['run.py:2'],
  ],
])('finds what flows out of unchanged code %s', async (_, before, added, wanted) => {
  expect((await inspect(before, added)).told).toEqual(wanted);
});

it('tells nothing that was there, and reads nothing where nothing can be new', async () => {
  const old = { 'llm.py': ask, 'old.py': 'from llm import ask\nexec(ask("x"))\n' };
  expect((await inspect(old, { 'new.py': 'from old import x\nexec("1")\n' })).told).toEqual([]);
  expect((await inspect(old, { 'new.py': 'from llm import ask\nprint(ask("x"))\n' })).read).toEqual(['new.py']);
});

it('says that imports go on further than they are followed', async () => {
  const chain = Object.fromEntries(
    Array.from({ length: 6 }, (_, at) => [`m${at}.py`, at === 5 ? ask : `from m${at + 1} import ask\n`]),
  );
  const { told, notes, read } = await inspect(chain, { 'new.py': 'from m0 import ask\nexec(ask("x"))\n' });
  expect(told).toEqual([]);
  expect(read).toEqual(['new.py', 'm0.py', 'm1.py', 'm2.py']);
  expect(notes).toEqual([expect.stringContaining('1 of them are too many, too large, or too many imports away')]);
});
