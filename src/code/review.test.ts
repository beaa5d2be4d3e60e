import { describe, expect, it } from 'vitest';
import type { ChangedText } from '../model/inspection.ts';
import { reviewCode } from './review.ts';

const source = 'import openai\nc = openai.OpenAI()\n';
const answer = 'c.chat.completions.create(model="m", messages=["a"]).choices[0].message.content';

const review = async (...files: readonly ChangedText[]) => {
  const { subjects, notifications } = await reviewCode(files);
  return {
    told: subjects.flatMap((one) => (one.kind === 'execution' ? [`execution ${one.at.path}:${one.at.startLine}`] : [])),
    notes: notifications.map(({ message }) => message),
  };
};

describe('what changed code lets in', () => {
  const before = `${source}code = ${answer}\nexec(\n  code)\n`;

  it.each([
    ['lines moved', `# moved\n\n${before}`],
    ['line ends changed', before.replaceAll('\n', '\r\n')],
    ['it was laid out anew', before.replace('messages=["a"])', "\n    messages=['a'],\n)").replace('\n  code', 'code')],
    ['a prompt changed', before.replace('"a"', '"another question"')],
  ])('is not told again where %s', async (_, text) => {
    expect((await review({ path: 'app.py', text, before })).told).toEqual([]);
  });

  it('is told where the question to a person before it goes', async () => {
    const asked = `${source}code = ${answer}\nif input("run? ") == "y":\n    exec(code)\n`;
    const text = `${source}code = ${answer}\nexec(code)\n`;
    expect((await review({ path: 'app.py', text, before: asked })).told).toEqual(['execution app.py:4']);
    expect((await review({ path: 'app.py', text: asked, before: text })).told).toEqual([]);
  });

  it('is told again only with what it newly could read, and that nothing ends it any more', async () => {
    const limited = `import signal\n${before}signal.alarm(5)\n`;
    const reading = `${limited}import os\nkey = os.environ["AWS_SECRET_ACCESS_KEY"]\n`;
    const describe = async (text: string, former: string) => {
      const { subjects } = await reviewCode([{ path: 'app.py', text, before: former }]);
      return subjects.flatMap((one) =>
        one.kind === 'execution' ? [[one.isKnown, one.hasTimeout, one.credentials.map(({ message }) => message)]] : [],
      );
    };
    expect(await describe(reading, limited)).toEqual([[true, true, ['AWS_SECRET_ACCESS_KEY of the environment']]]);
    expect(await describe(before, limited)).toEqual([[true, false, []]]);
    expect(await describe(limited, before)).toEqual([]);
  });

  it('is told behind the lone line end that ends a comment for Python', async () => {
    const { told } = await review({ path: 'app.py', text: `${source}code = ${answer} # safe\rexec(code)\n` });
    expect(told).toHaveLength(1);
  });

  it.each([
    ['members', 'app.py', `${source}x = c${'.a'.repeat(50_000)}${'\n'.repeat(4_990)}`, 'too long to be followed'],
    ['calls', 'app.py', `${source}x = c${'()'.repeat(50_000)}${'\n'.repeat(4_990)}`, 'too long to be followed'],
    [
      'objects in themselves',
      'app.py',
      `${source}d = {}\n${Array.from({ length: 600 }, (_, at) => `d["${at}"] = d\nd["a${at}"] = {"x": d}\n`).join('')}`,
      'too long to be followed',
    ],
    ['types that may be none', 'app.ts', `import OpenAI from "openai"\ny=${'f<T>(<T>('.repeat(30)}`, 'too many ways'],
  ])(
    'is not looked at without end: %s',
    async (_, path, text, said) => {
      const { notes } = await review({ path, text });
      expect(notes.join()).toContain(said);
    },
    30_000,
  );

  it('is not what a builder of queries binds as a value', async () => {
    const text = [
      'from sqlalchemy import insert, select, text',
      `kw = ${answer}`,
      'session.execute(select(Doc).where(Doc.title.ilike(f"%{kw}%")).limit(5))',
      'session.execute(insert(Doc).values(body=kw))',
      'session.execute(select(Doc).where(text(kw)))',
    ].join('\n');
    expect((await review({ path: 'app.py', text: `${source}${text}\n` })).told).toEqual(['execution app.py:7']);
  });

  it.each([
    ['db.query(told)', true],
    ['cursor.execute(told)', true],
    ['Product.objects.raw(told)', true],
    ['store.raw(told)', false],
    ['pool.query(told)', false],
    ['db.run(told)', false],
    ['pool.query(sql)', true],
    ['db.run(sql)', true],
    ['store.query(sql)', false],
  ])('is a statement where a database is asked: %s, %s', async (call, isTold) => {
    const text = [
      'import OpenAI from "openai"',
      'const told = (await new OpenAI().chat.completions.create({})).choices[0].message.content',
      ...(call.includes('sql') ? ['const sql = told'] : []),
      `await ${call}`,
    ].join('\n');
    expect((await review({ path: 'app.ts', text })).told).toHaveLength(isTold ? 1 : 0);
  });

  it.each([
    [
      'a.ts',
      'import OpenAI from "openai"\nconst = 1\neval((await new OpenAI().responses.create({})).output_text)\n',
      1,
    ],
    ['a.ts', 'import OpenAI from "openai"\nfunction f() {\n', 0],
  ])('is found beside a line that is no code, which is said: %s', async (path, text, amount) => {
    const { told, notes } = await review({ path, text });
    expect(told).toHaveLength(amount);
    expect(notes).toEqual([
      expect.stringMatching(
        amount === 1 ? /^line 2 was not understood .*: what flows through there/ : /: the file was not followed$/,
      ),
    ]);
  });

  it('is not what a client of HTTP is asked for', async () => {
    const text = [
      'import OpenAI from "openai"',
      'import axios from "axios"',
      'import { db } from "./database"',
      'const client = axios.create()',
      'const told = await new OpenAI().chat.completions.create({})',
      'await client.get(told.choices[0].message.content)',
      'await db.all(told.choices[0].message.content)',
    ].join('\n');
    expect((await review({ path: 'app.ts', text })).told).toEqual(['execution app.ts:7']);
  });

  it.each([
    ['a comment', `# ${'x'.repeat(60_000)}\n`],
    ['a picture', `LOGO = "data:image/png;base64,${'x'.repeat(60_000)}"\n`],
  ])('is found beside %s in one long line', async (_, line) => {
    const { told, notes } = await review({ path: 'app.py', text: `${source}${line}exec(${answer})\n` });
    expect([told, notes]).toEqual([['execution app.py:4'], []]);
  });

  it('is told as not followed where a program packed it, with the line; a warning where a person may have written it', async () => {
    const text = `${source}${'a(b);'.repeat(20_000)}`;
    const { notifications } = await reviewCode(['app.py', 'dist/app.js'].map((path) => ({ path, text })));
    expect(notifications.map(({ level, message }) => `${level} ${message}`)).toEqual([
      expect.stringMatching(/^warning its code was not followed: .*\(line 3\)$/),
      expect.stringMatching(/^note its code was not followed: .*\(line 3\)$/),
    ]);
  });

  it('is told where it stands in a file whose lines end as on old Macs', async () => {
    const text = `${source}code = ${answer}\nexec(code)\n`.replaceAll('\n', '\r');
    expect((await review({ path: 'app.py', text })).told).toEqual(['execution app.py:4']);
  });

  it('says that a notebook cannot be read', async () => {
    expect((await review({ path: 'app.ipynb', text: '{"cells": [' })).notes).toEqual([
      'its code was not followed: it is no notebook, as it is no JSON',
    ]);
    expect((await review({ path: 'app.ipynb', text: '{"cells": []}' })).notes).toEqual([]);
  });

  it('flows out of a file that did not change', async () => {
    const llm = `${source}def ask(q):\n    return ${answer}\n`;
    const old = `${source}exec(${answer})\n`;
    const { told } = await review(
      { path: 'new.py', text: 'from llm import ask\nexec(ask("x"))\n' },
      { path: 'llm.py', text: llm, before: llm },
      { path: 'old.py', text: old, before: old },
    );
    expect(told).toEqual(['execution new.py:2']);
  });
});
