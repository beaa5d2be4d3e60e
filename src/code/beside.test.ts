import { describe, expect, it } from 'vitest';
import type { ChangedText } from '../model/inspection.ts';
import { plainModule } from './module-name.ts';
import { reviewCode } from './review.ts';

const python =
  'import os, subprocess, openai\ncode = openai.OpenAI(api_key=KEY).responses.create(input="x").output_text\n';
const javascript =
  'import OpenAI from "openai"; import { execSync } from "child_process";\n' +
  'const code = (await new OpenAI({ apiKey: key }).responses.create({})).output_text;\n';

const beside = async (...files: readonly ChangedText[]) => {
  const { subjects } = await reviewCode(files);
  return subjects.flatMap((one) => (one.kind === 'execution' ? [one] : []));
};

describe('what stands beside model output that is run', () => {
  it.each([
    [
      'app.py',
      `${python}KEY = os.environ["API_KEY"]\nsubprocess.run(code, shell=True, env={**os.environ, "A": "1"})\n`,
    ],
    ['app.py', `${python}KEY = os.environ["API_KEY"]\nsubprocess.run(code, shell=True, env=os.environ.copy())\n`],
    ['app.py', `${python}KEY = os.environ["API_KEY"]\nsubprocess.run(code, shell=True, env=dict(os.environ))\n`],
    ['app.ts', `const key = process.env.API_KEY;\n${javascript}execSync(code, { env: { ...process.env, A: "1" } });\n`],
    [
      'app.py',
      `from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    api_key: str\n${python}exec(code)\n`,
    ],
    ['app.py', `import streamlit as st\nKEY = st.secrets.openai.api_key\n${python}exec(code)\n`],
  ])('is a key that it can read: %s %j', async (path, text) => {
    const [found] = await beside({ path, text });
    expect(found?.credentials.map(({ message }) => message.toUpperCase())).toEqual(['API_KEY OF THE ENVIRONMENT']);
  });

  it.each([
    ['app.py', `${python}KEY = os.environ["API_KEY"]\nsubprocess.run(code, shell=True, env={"PATH": "/bin"})\n`],
    ['app.ts', `const key = process.env.API_KEY;\n${javascript}execSync(code, { env: {} });\n`],
    ['app.py', `${python}KEY = os.environ["API_KEY"]\ndriver.execute_script(code)\n`],
  ])('is none where the environment is its own: %s %j', async (path, text) => {
    expect((await beside({ path, text })).map(({ credentials }) => credentials)).toEqual([[]]);
  });

  it('is a key that a module reads which the program imports', async () => {
    const [found] = await beside(
      { path: 'app.py', text: `from settings import KEY\n${python}exec(code)\n` },
      { path: 'settings.py', text: 'from keys import KEY\n' },
      { path: 'keys.py', text: 'import os\nKEY = os.environ["API_KEY"]\n' },
      { path: 'other.py', text: 'import os, openai\nTOKEN = os.environ["OTHER_TOKEN"]\n' },
    );
    expect(found?.credentials).toMatchObject([{ path: 'keys.py', message: 'API_KEY of the environment' }]);
  });

  it('is a limit of the time of a processor, not one of memory', async () => {
    const limited = (what: string) =>
      beside({
        path: 'app.py',
        text: `import resource\n${python}resource.setrlimit(resource.${what}, (5, 5))\nexec(code)\n`,
      });
    expect((await limited('RLIMIT_CPU')).map(({ hasTimeout }) => hasTimeout)).toEqual([true]);
    expect((await limited('RLIMIT_AS')).map(({ hasTimeout }) => hasTimeout)).toEqual([false]);
  });
});

describe('lines of a notebook', () => {
  const cell = (source: string) => ({
    path: 'a.ipynb',
    text: JSON.stringify({ cells: [{ cell_type: 'code', source: `KEY = ""\n${python}${source}` }], nbformat: 4 }),
  });

  it.each(['out = !$code', 'out = !{code}', '!bash -c "$code"', 'if code:\n    out = !ls $code'])(
    'run what is put in: %j',
    async (source) => {
      expect(await beside(cell(source))).toHaveLength(1);
    },
  );

  it('run files that a model wrote', async () => {
    expect(await beside(cell('open("made.py", "w").write(code)\n%run made.py'))).toHaveLength(1);
    expect(await beside(cell('open("made.txt", "w").write(code)\nfiles = !ls *.py\n%run other.py'))).toEqual([]);
  });

  it('are understood behind a sign of equality', async () => {
    expect((await reviewCode([cell('files = !ls *.py\nhome = %env HOME')])).notifications).toEqual([]);
  });
});

describe('the package of an import', () => {
  it.each([
    ['openai', 'openai'],
    ['node:fs', 'fs'],
    ['npm:openai@4.2.0', 'openai'],
    ['npm:@scope/name@^1/deep', '@scope/name/deep'],
    ['jsr:@openai/openai@^4', '@openai/openai'],
    ['https://esm.sh/openai@4?bundle', 'openai'],
    ['https://deno.land/x/openai@v4.24.0/mod.ts', 'openai'],
    ['https://other.example/openai@4', 'https://other.example/openai@4'],
    ['./openai@4', './openai@4'],
  ])('%s is %s', (name, plain) => {
    expect(plainModule(name)).toBe(plain);
  });
});
